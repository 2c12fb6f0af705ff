-- +goose Up
-- In all these tables body is the whole record as JSON; columns are copies to find it by.
CREATE TABLE inspection_plan (
  home     TEXT   NOT NULL,
  id       TEXT   NOT NULL,
  campaign TEXT   NOT NULL,
  number   TEXT   NOT NULL,
  title    TEXT   NOT NULL,
  state    TEXT   NOT NULL CHECK (state IN ('draft', 'reviewed', 'approved', 'published', 'ended')),
  body     TEXT   NOT NULL,
  version  BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);

CREATE TABLE inspection_visit (
  home     TEXT   NOT NULL,
  id       TEXT   NOT NULL,
  campaign TEXT   NOT NULL,
  subject  TEXT   NOT NULL,
  venue    TEXT   NOT NULL,
  region   TEXT   NOT NULL,
  day      TEXT   NOT NULL,
  organs   TEXT   NOT NULL,             -- " unit unit ": a space around each
  item     TEXT   NOT NULL,
  origin   TEXT   NOT NULL,
  plan     TEXT   NOT NULL,
  action   TEXT   NOT NULL,
  unit     TEXT   NOT NULL,
  problem  BIGINT NOT NULL,
  state    TEXT   NOT NULL CHECK (state IN ('recorded', 'withdrawn')),
  body     TEXT   NOT NULL,
  version  BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX inspection_visit_subject ON inspection_visit (home, subject, day);

-- Every identity (subject, day, organs, officers, item) a visit has ever had: importing it again finds the visit.
CREATE TABLE inspection_mark (
  home  TEXT NOT NULL,
  mark  TEXT NOT NULL,
  visit TEXT NOT NULL,
  PRIMARY KEY (home, mark)
);

-- What a corrected or withdrawn visit said before.
CREATE TABLE inspection_past (
  home    TEXT   NOT NULL,
  visit   TEXT   NOT NULL,
  version BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  actor   TEXT   NOT NULL,
  reason  TEXT   NOT NULL,
  body    TEXT   NOT NULL,
  PRIMARY KEY (home, visit, version)
);

-- Joint actions and how many visits each organ has in them.
CREATE TABLE inspection_action (
  home     TEXT   NOT NULL,
  campaign TEXT   NOT NULL,
  id       TEXT   NOT NULL,
  organs   TEXT   NOT NULL,             -- JSON: unit → visits
  joined   BIGINT NOT NULL,             -- 1 while two organs or more take part
  PRIMARY KEY (home, campaign, id)
);

CREATE TABLE inspection_order (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  visit   TEXT   NOT NULL,              -- '' for an order about something online
  entity  TEXT   NOT NULL,
  unit    TEXT   NOT NULL,
  due     TEXT   NOT NULL,
  state   TEXT   NOT NULL CHECK (state IN ('open', 'done', 'withdrawn')),
  body    TEXT   NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX inspection_order_due ON inspection_order (home, state, due);

CREATE TABLE inspection_signage (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  visit   TEXT   NOT NULL,
  state   TEXT   NOT NULL CHECK (state IN ('recorded', 'withdrawn')),
  body    TEXT   NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);

CREATE TABLE inspection_check (
  home     TEXT   NOT NULL,
  run      TEXT   NOT NULL,
  target   TEXT   NOT NULL,             -- one check of a target in a run
  campaign TEXT   NOT NULL,
  kind     TEXT   NOT NULL CHECK (kind IN ('shop', 'site', 'platform')),
  day      TEXT   NOT NULL,
  state    TEXT   NOT NULL CHECK (state IN ('recorded', 'withdrawn')),
  body     TEXT   NOT NULL,
  PRIMARY KEY (home, run, target)
);
CREATE INDEX inspection_check_target ON inspection_check (home, target, day);

CREATE TABLE inspection_notice (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  code    TEXT   NOT NULL,              -- act code: unguessable
  subject TEXT   NOT NULL,
  state   TEXT   NOT NULL CHECK (state IN ('issued', 'used', 'withdrawn')),
  body    TEXT   NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX inspection_notice_code ON inspection_notice (home, code);
