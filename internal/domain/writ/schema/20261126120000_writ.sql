-- +goose Up
CREATE TABLE writ (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  template   TEXT   NOT NULL,
  edition    BIGINT NOT NULL,          -- of the template, as drafted or as issued
  name       TEXT   NOT NULL,
  about      TEXT   NOT NULL,          -- "case:…", "visit:…", "writ:…"
  file       TEXT   NOT NULL,          -- the case or visit whose file it lies in
  party      TEXT   NOT NULL,          -- id of the case's party; '' where it is made out to none
  state      TEXT   NOT NULL CHECK (state IN ('draft', 'issued', 'served', 'void', 'dropped')),
  unit       TEXT   NOT NULL,
  department TEXT   NOT NULL,
  region     TEXT   NOT NULL,
  campaign   TEXT   NOT NULL,
  number     TEXT   NOT NULL,          -- 文号; '' until it is issued, and of forms that have none
  written    TEXT   NOT NULL,          -- JSON: what somebody wrote; personal data: purpose the writ; kept with the case
  filled     TEXT   NOT NULL,          -- JSON: every value as issued, with where it came from; personal data, as above
  body       TEXT   NOT NULL,          -- JSON: the document as issued; personal data, as above
  digest     TEXT   NOT NULL,          -- SHA-256 of body
  files      TEXT   NOT NULL,          -- JSON: photos it shows, scans of it
  issued_on  TEXT   NOT NULL,
  issued_by  TEXT   NOT NULL,
  reason     TEXT   NOT NULL,          -- why it is void or was dropped
  service    TEXT   NOT NULL,          -- JSON: how it was served; personal data, as above
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX writ_file ON writ (home, file, id);
CREATE INDEX writ_state ON writ (home, state, id);
CREATE UNIQUE INDEX writ_mark ON writ (home, number) WHERE number <> '' AND state <> 'void';

CREATE TABLE writ_number (
  home TEXT   NOT NULL,
  word TEXT   NOT NULL,                -- 濂市监罚告
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (home, word, year)
);

CREATE TABLE writ_letterhead (
  home    TEXT   NOT NULL,
  unit    TEXT   NOT NULL,
  word    TEXT   NOT NULL,             -- 机关代字: 濂市监
  address TEXT   NOT NULL,
  phone   TEXT   NOT NULL,             -- whom to call, as printed
  review  TEXT   NOT NULL,             -- 行政复议机关
  court   TEXT   NOT NULL,
  bank    TEXT   NOT NULL,             -- how fines are paid
  version BIGINT NOT NULL,
  PRIMARY KEY (home, unit)
);
