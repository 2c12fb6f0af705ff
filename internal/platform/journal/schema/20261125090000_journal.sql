-- +goose Up
CREATE TABLE journal_head (
  home TEXT   NOT NULL,
  seq  BIGINT NOT NULL,  -- of the last entry; the tree has as many leaves
  edge BYTEA  NOT NULL,  -- hashes of the complete subtrees, largest first
  PRIMARY KEY (home)
);

CREATE TABLE journal_entry (
  home     TEXT   NOT NULL,
  seq      BIGINT NOT NULL,
  at       BIGINT NOT NULL,
  actor    TEXT   NOT NULL,
  verb     TEXT   NOT NULL,
  subject  TEXT   NOT NULL,
  day      TEXT   NOT NULL,
  reverses BIGINT NOT NULL,
  hash     BYTEA  NOT NULL,  -- RFC 6962 leaf hash of body
  body     TEXT   NOT NULL,  -- the canonical bytes; the columns are copies
  PRIMARY KEY (home, seq)
);
CREATE INDEX journal_entry_subject ON journal_entry (home, subject, seq);

CREATE TABLE journal_checkpoint (
  home TEXT   NOT NULL,
  seq  BIGINT NOT NULL,
  at   BIGINT NOT NULL,
  note TEXT   NOT NULL,  -- the signed note
  PRIMARY KEY (home, seq)
);
