-- +goose Up
CREATE TABLE submission (
  home         TEXT NOT NULL,
  id           TEXT NOT NULL,
  campaign     TEXT NOT NULL,
  period_from  TEXT NOT NULL,
  period_to    TEXT NOT NULL,
  department   TEXT NOT NULL,          -- "*" for the home's joint table
  round        BIGINT NOT NULL,        -- 1, and one more each time after it was returned
  cells        TEXT NOT NULL,          -- packed by tally, JSON; never rewritten
  definitions  TEXT NOT NULL,          -- version of the definitions
  seq          BIGINT NOT NULL,        -- journal position the cells are exact at
  root         TEXT NOT NULL,
  nil          BIGINT NOT NULL,        -- 零报告
  state        TEXT NOT NULL CHECK (state IN ('submitted', 'returned')),
  reason       TEXT NOT NULL,          -- why it was returned
  author       TEXT NOT NULL,
  unit         TEXT NOT NULL,
  submitted_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX submission_period ON submission (home, campaign, period_from, period_to, department, round);

CREATE TABLE submission_count (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  code       TEXT NOT NULL,            -- indicator
  quantity   BIGINT NOT NULL,
  place      TEXT NOT NULL,
  document   TEXT NOT NULL,            -- the paper it comes from
  photo      TEXT NOT NULL,            -- "blob:…"
  author     TEXT NOT NULL,
  unit       TEXT NOT NULL,
  department TEXT NOT NULL,
  region     TEXT NOT NULL,
  campaign   TEXT NOT NULL,
  counted_on TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,            -- why it was taken back
  created_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX submission_count_code ON submission_count (home, campaign, code, id);
