-- +goose Up
CREATE TABLE tally_position (
  home        TEXT   NOT NULL,
  seq         BIGINT NOT NULL,  -- the last entry posted
  root        TEXT   NOT NULL,  -- of the journal there, where the run reached its head
  definitions TEXT   NOT NULL,  -- the version everything was posted by
  PRIMARY KEY (home)
);

CREATE TABLE tally_posting (
  home        TEXT   NOT NULL,
  entry       BIGINT NOT NULL,
  indicator   TEXT   NOT NULL,
  key         TEXT   NOT NULL,  -- of a distinct indicator; empty for sums
  campaign    TEXT   NOT NULL,
  day         TEXT   NOT NULL,
  region      TEXT   NOT NULL,
  departments TEXT   NOT NULL,  -- ",market,forestry,"
  amount      BIGINT NOT NULL,
  paper       BIGINT NOT NULL,  -- 1 where it comes from a paper count
  PRIMARY KEY (home, entry, indicator, key)
);
CREATE INDEX tally_posting_day ON tally_posting (home, campaign, indicator, day, entry);
CREATE INDEX tally_posting_key ON tally_posting (home, campaign, indicator, key) WHERE key <> '';

CREATE TABLE tally_total (
  home       TEXT   NOT NULL,
  campaign   TEXT   NOT NULL,
  department TEXT   NOT NULL,  -- '*' for all: a joint visit is once in '*' and once in each bureau's
  region     TEXT   NOT NULL,  -- '*' for all
  day        TEXT   NOT NULL,
  prev       TEXT   NOT NULL,  -- the key's live day before this one; empty for sums
  indicator  TEXT   NOT NULL,
  amount     BIGINT NOT NULL,
  PRIMARY KEY (home, campaign, department, region, indicator, prev, day)
);
CREATE INDEX tally_total_day ON tally_total (home, campaign, department, region, indicator, day, prev, amount) WHERE prev <> '';
