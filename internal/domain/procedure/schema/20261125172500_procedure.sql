-- +goose Up
CREATE TABLE procedure (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,          -- the case
  seq        BIGINT NOT NULL,        -- its place among the steps of the case
  party      TEXT NOT NULL,          -- whom it concerns; empty for the case as a whole
  kind       TEXT NOT NULL CHECK (kind IN ('approval', 'notice', 'statement', 'request', 'summons', 'hearing', 'review', 'discussion')),
  result     TEXT NOT NULL,
  person     TEXT NOT NULL,          -- who approved, gave notice, presided, reviewed
  people     TEXT NOT NULL,          -- who discussed, JSON
  on_day     TEXT NOT NULL,
  number     TEXT NOT NULL,          -- of its document
  words      TEXT NOT NULL,
  answer     TEXT NOT NULL,          -- what was made of a statement
  scan       TEXT NOT NULL,          -- "blob:…"
  proposal   TEXT NOT NULL,          -- JSON, of a notice
  held_on    TEXT NOT NULL,          -- the day a summons names
  recorder   TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX procedure_file ON procedure (home, file, id);
