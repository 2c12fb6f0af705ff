-- +goose Up
-- A row is never changed: what was advised stays as it was given.
CREATE TABLE assessment (
  home   TEXT   NOT NULL,
  id     TEXT   NOT NULL,
  holder TEXT   NOT NULL,  -- "visit:…", "lead:…", "case:…"
  n      BIGINT NOT NULL,  -- 1, 2, 3 … of its holder
  advice TEXT   NOT NULL,
  body   TEXT   NOT NULL,  -- JSON
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX assessment_holder ON assessment (home, holder, n);
