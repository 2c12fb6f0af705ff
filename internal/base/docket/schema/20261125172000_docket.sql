-- +goose Up
CREATE TABLE docket_clock (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,          -- the case
  subject    TEXT NOT NULL,          -- the decision, exhibit or transfer it runs for; the case itself otherwise
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
CREATE INDEX docket_clock_file ON docket_clock (home, file, id);
CREATE INDEX docket_clock_due ON docket_clock (home, done_at, due_at);
