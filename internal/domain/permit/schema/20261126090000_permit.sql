-- +goose Up
CREATE TABLE permit (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  issuer     TEXT   NOT NULL,
  key        TEXT   NOT NULL,  -- the number as compared: without spaces, half width, capitals
  holder     TEXT   NOT NULL,  -- "subject:…", or empty
  name       TEXT   NOT NULL,  -- of the holder, as compared
  body       TEXT   NOT NULL,  -- JSON
  version    BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX permit_number ON permit (home, kind, issuer, key);
CREATE INDEX permit_holder ON permit (home, holder, id);
CREATE INDEX permit_name ON permit (home, name, id);
CREATE INDEX permit_key ON permit (home, key);

CREATE TABLE permit_movement (
  home      TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  permit    TEXT   NOT NULL,
  line      BIGINT NOT NULL,   -- of the permit, from 1
  day       TEXT   NOT NULL,
  way       TEXT   NOT NULL CHECK (way IN ('open', 'in', 'out')),
  qty       BIGINT NOT NULL,   -- millionths of the line's unit
  source    TEXT   NOT NULL,   -- "visit:…", "case:…", "document:…"
  words     TEXT   NOT NULL,
  over      TEXT   NOT NULL,   -- why it was booked although less was left
  withdrawn TEXT   NOT NULL,   -- why it was taken back
  actor     TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX permit_movement_permit ON permit_movement (home, permit, line, day, id);

CREATE TABLE permit_mark (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  kind    TEXT   NOT NULL CHECK (kind IN ('terrestrial', 'aquatic', 'other')),
  key     TEXT   NOT NULL,
  permit  TEXT   NOT NULL,     -- id of the permit it was issued under, or empty
  body    TEXT   NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX permit_mark_number ON permit_mark (home, kind, key);
CREATE INDEX permit_mark_permit ON permit_mark (home, permit, id);

CREATE TABLE permit_verification (
  home  TEXT NOT NULL,
  id    TEXT NOT NULL,
  about TEXT NOT NULL,         -- "permit:…" or "mark:…"
  body  TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX permit_verification_about ON permit_verification (home, about, id);
