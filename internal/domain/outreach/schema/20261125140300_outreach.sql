-- +goose Up
CREATE TABLE outreach (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('event', 'leaflet', 'poster', 'media', 'training')),
  title      TEXT NOT NULL,
  place      TEXT NOT NULL,
  quantity   BIGINT NOT NULL,
  people     BIGINT NOT NULL,
  photos     TEXT NOT NULL,          -- "blob:…", JSON
  author     TEXT NOT NULL,
  department TEXT NOT NULL,
  unit       TEXT NOT NULL,
  region     TEXT NOT NULL,
  campaign   TEXT NOT NULL,
  held_on    TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,          -- why it was taken back
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX outreach_day ON outreach (home, held_on, id);

CREATE TABLE outreach_commitment (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  entity     TEXT NOT NULL,          -- "subject:…"
  campaign   TEXT NOT NULL,
  photo      TEXT NOT NULL,
  author     TEXT NOT NULL,
  department TEXT NOT NULL,
  region     TEXT NOT NULL,
  signed_on  TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX outreach_commitment_entity ON outreach_commitment (home, campaign, entity);
