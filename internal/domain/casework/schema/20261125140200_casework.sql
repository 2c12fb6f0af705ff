-- +goose Up
CREATE TABLE casework_number (
  home TEXT   NOT NULL,
  word TEXT   NOT NULL,              -- 机关代字, as printed before the year
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (home, word, year)
);

CREATE TABLE casework_case (
  home         TEXT NOT NULL,
  id           TEXT NOT NULL,
  origin       TEXT NOT NULL,        -- "lead:…"
  number       TEXT NOT NULL,        -- 立案号, never given twice
  title        TEXT NOT NULL,
  facts        TEXT NOT NULL,
  violation    TEXT NOT NULL,        -- V01 … V24
  unit         TEXT NOT NULL,
  department   TEXT NOT NULL,
  region       TEXT NOT NULL,
  campaign     TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('filed', 'investigating', 'decided', 'executed', 'closed', 'published', 'withdrawn')),
  outcome      TEXT NOT NULL,        -- how it closed
  reason       TEXT NOT NULL,
  value_fen    BIGINT NOT NULL,      -- -1 while nobody valued it
  basis        TEXT NOT NULL,        -- how the value was found
  filed_on     TEXT NOT NULL,
  decided_on   TEXT NOT NULL,
  executed_on  TEXT NOT NULL,
  closed_on    TEXT NOT NULL,
  exposed_on   TEXT NOT NULL,
  version      BIGINT NOT NULL,
  created_at   BIGINT NOT NULL,
  updated_at   BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX casework_case_origin ON casework_case (home, origin);
CREATE UNIQUE INDEX casework_case_number ON casework_case (home, number);
CREATE INDEX casework_case_state ON casework_case (home, state, id);

CREATE TABLE casework_officer (
  home   TEXT NOT NULL,
  file   TEXT NOT NULL,              -- the case
  person TEXT NOT NULL,
  PRIMARY KEY (home, file, person)
);
CREATE INDEX casework_officer_person ON casework_officer (home, person, file);

CREATE TABLE casework_party (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('person', 'org')),
  mark       TEXT NOT NULL,          -- one for the same party in every case, tells nothing
  subject    TEXT NOT NULL,
  name       TEXT NOT NULL,
  paper      TEXT NOT NULL,          -- number of identity card or licence
  address    TEXT NOT NULL,
  listed_on  TEXT NOT NULL,          -- 列入严重违法失信名单
  dropped    TEXT NOT NULL,          -- why it turned out to be none
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_party_file ON casework_party (home, file, id);
CREATE INDEX casework_party_paper ON casework_party (home, paper, id);

CREATE TABLE casework_decision (
  home            TEXT NOT NULL,
  id              TEXT NOT NULL,
  file            TEXT NOT NULL,
  party           TEXT NOT NULL,
  number          TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('penalty', 'none', 'unfounded')),
  text            TEXT NOT NULL,
  fine_fen        BIGINT NOT NULL,
  confiscated_fen BIGINT NOT NULL,
  closure         BIGINT NOT NULL,
  revoked         BIGINT NOT NULL,   -- licences, approvals, marks taken away
  hearing         TEXT NOT NULL,
  review          TEXT NOT NULL,     -- who reviewed its legality
  decided_on      TEXT NOT NULL,
  served_on       TEXT NOT NULL,
  paid_fen        BIGINT NOT NULL,
  published_on    TEXT NOT NULL,
  annulled        TEXT NOT NULL,     -- why it was annulled
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_decision_file ON casework_decision (home, file, id);

CREATE TABLE casework_exhibit (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,
  class      TEXT NOT NULL CHECK (class IN ('animal', 'product_count', 'product_weight', 'tool')),
  name       TEXT NOT NULL,
  measure    TEXT NOT NULL,          -- preservation, seizure, confiscation or surrender
  unit       TEXT NOT NULL,          -- 只 头 尾 条 件 克
  count      BIGINT NOT NULL,
  grams      BIGINT NOT NULL,
  held_count BIGINT NOT NULL,        -- not disposed of yet
  held_grams BIGINT NOT NULL,
  protection TEXT NOT NULL,
  alive      BIGINT NOT NULL,
  custodian  TEXT NOT NULL,
  place      TEXT NOT NULL,
  photos     TEXT NOT NULL,          -- "blob:…", JSON
  seized_on  TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,          -- why it was no exhibit
  version    BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_exhibit_file ON casework_exhibit (home, file, id);
CREATE INDEX casework_exhibit_custodian ON casework_exhibit (home, custodian, id);

CREATE TABLE casework_disposal (
  home        TEXT NOT NULL,
  id          TEXT NOT NULL,
  exhibit     TEXT NOT NULL,
  way         TEXT NOT NULL,
  count       BIGINT NOT NULL,
  grams       BIGINT NOT NULL,
  place       TEXT NOT NULL,
  approver    TEXT NOT NULL,
  disposed_on TEXT NOT NULL,
  withdrawn   TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_disposal_exhibit ON casework_disposal (home, exhibit, id);

CREATE TABLE casework_transfer (
  home      TEXT NOT NULL,
  id        TEXT NOT NULL,
  file      TEXT NOT NULL,
  state     TEXT NOT NULL,
  team      TEXT NOT NULL,           -- persons, JSON
  recipient TEXT NOT NULL,
  documents TEXT NOT NULL,           -- JSON
  steps     TEXT NOT NULL,           -- JSON, in order
  version   BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_transfer_file ON casework_transfer (home, file, id);
CREATE INDEX casework_transfer_state ON casework_transfer (home, state, id);

CREATE TABLE casework_clock (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,
  subject    TEXT NOT NULL,          -- the decision, exhibit or transfer it runs for
  kind       TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  due_at     BIGINT NOT NULL,        -- the first moment that is late, 0 while it stands still
  last_day   TEXT NOT NULL,
  guessed    BIGINT NOT NULL,        -- counted in a year whose holidays are not known
  pauses     TEXT NOT NULL,          -- JSON
  extensions TEXT NOT NULL,          -- JSON
  done_at    BIGINT NOT NULL,        -- 0 while it runs
  PRIMARY KEY (home, id)
);
CREATE INDEX casework_clock_file ON casework_clock (home, file, id);
CREATE INDEX casework_clock_due ON casework_clock (home, done_at, due_at);
