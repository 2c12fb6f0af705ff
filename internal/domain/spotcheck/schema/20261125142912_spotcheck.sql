-- +goose Up
CREATE TABLE spotcheck_draw (
  home          TEXT NOT NULL,
  id            TEXT NOT NULL,
  title         TEXT NOT NULL,
  campaign      TEXT NOT NULL,          -- '' for an ordinary draw
  visit_plan    TEXT NOT NULL,          -- the inspection plan the visits will stand on
  item          TEXT NOT NULL,          -- the legal item they will be about
  date          TEXT NOT NULL,          -- of the visits
  deadline      TEXT NOT NULL,          -- last day for commitments and shares
  strata        TEXT NOT NULL,          -- JSON, in the order in which they claim objects
  team          TEXT NOT NULL,          -- JSON
  state         TEXT NOT NULL CHECK (state IN ('requested', 'drafted', 'frozen', 'announced', 'drawn', 'lapsed', 'redrawn')),
  objects       BIGINT NOT NULL,
  officers      BIGINT NOT NULL,
  drawn         BIGINT NOT NULL,
  excluded      TEXT NOT NULL,          -- JSON, counts by reason
  plan_digest   TEXT NOT NULL,
  pool_root     TEXT NOT NULL,
  officers_root TEXT NOT NULL,
  announcement  TEXT NOT NULL,          -- SHA-256 of announcement.json
  result        TEXT NOT NULL,          -- SHA-256 of draw.json
  seed          TEXT NOT NULL,
  cause         TEXT NOT NULL,          -- why it lapsed
  reason        TEXT NOT NULL,          -- the same in words
  redraws       TEXT NOT NULL,          -- the draw this one replaces
  redrawn_by    TEXT NOT NULL,          -- the draw that replaced this one
  redraw_reason TEXT NOT NULL,
  requester     TEXT NOT NULL,
  approver      TEXT NOT NULL,
  drafter       TEXT NOT NULL,
  version       BIGINT NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  frozen_at     BIGINT NOT NULL,        -- 0 while not
  announced_at  BIGINT NOT NULL,
  drawn_at      BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX spotcheck_draw_state ON spotcheck_draw (home, state, id);
CREATE INDEX spotcheck_draw_redraws ON spotcheck_draw (home, redraws);

CREATE TABLE spotcheck_share (
  home         TEXT NOT NULL,
  draw         TEXT NOT NULL,
  unit         TEXT NOT NULL,
  department   TEXT NOT NULL,
  commitment   TEXT NOT NULL,
  committed_by TEXT NOT NULL,
  committed_at BIGINT NOT NULL,
  share        TEXT NOT NULL,           -- '' until revealed
  revealed_by  TEXT NOT NULL,
  revealed_at  BIGINT NOT NULL,
  PRIMARY KEY (home, draw, unit)
);

CREATE TABLE spotcheck_file (
  home TEXT NOT NULL,
  draw TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,                   -- the exact bytes, all of them UTF-8
  PRIMARY KEY (home, draw, name)
);

CREATE TABLE spotcheck_officer (
  home   TEXT NOT NULL,
  draw   TEXT NOT NULL,
  alias  TEXT NOT NULL,                 -- how officers.csv calls the person, in this draw only
  person TEXT NOT NULL,
  unit   TEXT NOT NULL,
  tail   TEXT NOT NULL,                 -- last four of the certificate's number
  PRIMARY KEY (home, draw, alias),
  UNIQUE (home, draw, person)
);

CREATE TABLE spotcheck_assignment (
  home    TEXT NOT NULL,
  draw    TEXT NOT NULL,
  place   BIGINT NOT NULL,              -- from 1, in order of ticket
  subject TEXT NOT NULL,
  stratum TEXT NOT NULL,
  ticket  TEXT NOT NULL,
  team    TEXT NOT NULL,                -- JSON, aliases in order of picking
  PRIMARY KEY (home, draw, place),
  UNIQUE (home, draw, subject)
);
CREATE INDEX spotcheck_assignment_subject ON spotcheck_assignment (home, subject);
