-- +goose Up
CREATE TABLE registry_subject (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  venue      TEXT   NOT NULL,
  online     BIGINT NOT NULL,  -- 1 for shops and platforms on the net
  name       TEXT   NOT NULL,
  address    TEXT   NOT NULL,
  region     TEXT   NOT NULL,  -- 12 digits; the home as a whole where no township is known
  code       TEXT   NOT NULL,  -- the best code it holds, or empty
  grade      TEXT   NOT NULL,
  body       TEXT   NOT NULL,  -- the rest of the subject, JSON
  state      TEXT   NOT NULL CHECK (state IN ('open', 'closed', 'merged')),
  reason     TEXT   NOT NULL DEFAULT '',
  into_id    TEXT   NOT NULL DEFAULT '',  -- merged: where it went
  import     TEXT   NOT NULL DEFAULT '',
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX registry_subject_name ON registry_subject (home, name, id);
CREATE INDEX registry_subject_venue ON registry_subject (home, venue, name, id);
CREATE INDEX registry_subject_region ON registry_subject (home, region, name, id);
CREATE INDEX registry_subject_updated ON registry_subject (home, updated_at, id);

-- What an import has taught about a record: the keys by which it is found again
-- and the codes it holds. Read as a whole before an import, in the order of ord.
CREATE TABLE registry_key (
  home   TEXT   NOT NULL,
  ord    BIGINT NOT NULL,  -- of the record, in order of creation within the home
  mark   BIGINT NOT NULL,  -- a hash of keys and codes
  ref    TEXT   NOT NULL,
  noun   TEXT   NOT NULL,
  venue  TEXT   NOT NULL,
  keys   TEXT   NOT NULL,  -- opaque, parted by U+001F; package ledger builds them
  codes  TEXT   NOT NULL,  -- each with its kind
  import TEXT   NOT NULL,
  PRIMARY KEY (home, ord, mark)
);
CREATE INDEX registry_key_ref ON registry_key (home, ref);

-- Which records may hold a key; registry_key says whether they do.
CREATE TABLE registry_find (
  home TEXT   NOT NULL,
  hash BIGINT NOT NULL,  -- of the key
  ord  BIGINT NOT NULL,
  PRIMARY KEY (home, hash, ord)
);

CREATE TABLE registry_tag (
  home    TEXT NOT NULL,
  subject TEXT NOT NULL,
  tag     TEXT NOT NULL,   -- the sheet that speaks of it
  name    TEXT NOT NULL,   -- as that sheet writes it
  address TEXT NOT NULL,
  import  TEXT NOT NULL,
  PRIMARY KEY (home, subject, tag, name, address)
);

CREATE TABLE registry_permit (
  home       TEXT NOT NULL,
  number     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  kind       TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to   TEXT NOT NULL,
  import     TEXT NOT NULL,
  PRIMARY KEY (home, number)
);
CREATE INDEX registry_permit_subject ON registry_permit (home, subject);

CREATE TABLE registry_species (
  home    TEXT   NOT NULL,
  subject TEXT   NOT NULL,
  name    TEXT   NOT NULL,
  permit  TEXT   NOT NULL,
  raw     TEXT   NOT NULL,  -- the quantity as written
  count   BIGINT NOT NULL,  -- -1 where it is no number
  about   BIGINT NOT NULL,
  import  TEXT   NOT NULL,
  PRIMARY KEY (home, subject, name, permit, raw)
);

CREATE TABLE registry_batch (
  home    TEXT   NOT NULL,
  number  TEXT   NOT NULL,
  owner   TEXT   NOT NULL,
  subject TEXT   NOT NULL,  -- empty where the owner is not in the registry
  kind    TEXT   NOT NULL,
  first   TEXT   NOT NULL,
  last    TEXT   NOT NULL,
  count   BIGINT NOT NULL,
  taken   TEXT   NOT NULL,
  import  TEXT   NOT NULL,
  PRIMARY KEY (home, number)
);

CREATE TABLE registry_pair (
  home       TEXT   NOT NULL,
  a          TEXT   NOT NULL,
  b          TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  state      TEXT   NOT NULL CHECK (state IN ('open', 'different', 'merged')),
  reason     TEXT   NOT NULL DEFAULT '',
  decided_by TEXT   NOT NULL DEFAULT '',
  decided_at BIGINT NOT NULL DEFAULT 0,
  import     TEXT   NOT NULL,
  PRIMARY KEY (home, a, b)
);

CREATE TABLE registry_import (
  home   TEXT   NOT NULL,
  id     TEXT   NOT NULL,
  state  TEXT   NOT NULL CHECK (state IN ('running', 'done', 'undone')),
  actor  TEXT   NOT NULL,
  as_of  TEXT   NOT NULL,
  at     BIGINT NOT NULL,
  report TEXT   NOT NULL,  -- JSON
  PRIMARY KEY (home, id)
);

CREATE TABLE registry_coverage (
  home     TEXT   NOT NULL,
  campaign TEXT   NOT NULL,
  at       BIGINT NOT NULL,
  count    BIGINT NOT NULL,
  root     TEXT   NOT NULL,  -- RFC 6962 root over the sorted ids
  PRIMARY KEY (home, campaign)
);

CREATE TABLE registry_covered (
  home     TEXT NOT NULL,
  campaign TEXT NOT NULL,
  subject  TEXT NOT NULL,
  PRIMARY KEY (home, campaign, subject)
);
