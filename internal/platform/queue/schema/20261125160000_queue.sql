-- +goose Up
-- Jobs of one deployment. Like sessions they are local: what a job does to a
-- home is noted in the home's journal, the job itself is forgotten after a week.
CREATE TABLE queue_job (
  id         TEXT   NOT NULL PRIMARY KEY,
  home       TEXT   NOT NULL,
  kind       TEXT   NOT NULL,  -- "import.read"
  title      TEXT   NOT NULL,  -- what it works on, for the person who asked
  actor      TEXT   NOT NULL,  -- who asked, and for which post
  unit       TEXT   NOT NULL,
  department TEXT   NOT NULL,
  args       TEXT   NOT NULL,  -- JSON
  key        TEXT   NOT NULL,  -- digest of kind and args: asked twice while it lives, it is one job
  once       TEXT   NOT NULL,  -- the request's Idempotency-Key; '' for none
  lane       TEXT   NOT NULL,  -- jobs of one lane run one after the other; '' for none
  state      TEXT   NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress   BIGINT NOT NULL,
  total      BIGINT NOT NULL,  -- 0 while nobody knows
  word       TEXT   NOT NULL,  -- what is counted
  attempt    BIGINT NOT NULL,  -- how often it was begun
  deaths     BIGINT NOT NULL,  -- how often its process died over it
  worker     TEXT   NOT NULL,  -- the process that runs it
  stopping   BIGINT NOT NULL,  -- 1: asked to stop; 2: given up, begun once more to take back what is half done
  beat_at    BIGINT NOT NULL,  -- the last sign of life
  asked_at   BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at   BIGINT NOT NULL,  -- 0 while it lives
  files      TEXT   NOT NULL,  -- digests of files kept for it, parted by spaces
  result     TEXT   NOT NULL,  -- JSON; '' for none
  trouble    TEXT   NOT NULL   -- JSON; '' for none
);
CREATE INDEX queue_job_next ON queue_job (state, asked_at);
CREATE INDEX queue_job_mine ON queue_job (home, actor, id);
CREATE UNIQUE INDEX queue_job_live ON queue_job (home, actor, key) WHERE state IN ('waiting', 'running');
CREATE UNIQUE INDEX queue_job_once ON queue_job (home, actor, once) WHERE once <> '';
CREATE UNIQUE INDEX queue_job_lane ON queue_job (home, lane) WHERE lane <> '' AND state = 'running';
