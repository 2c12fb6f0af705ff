-- +goose Up
CREATE TABLE transfer (
  home      TEXT NOT NULL,
  id        TEXT NOT NULL,
  file      TEXT NOT NULL,           -- the case
  state     TEXT NOT NULL,
  team      TEXT NOT NULL,           -- persons, JSON
  recipient TEXT NOT NULL,
  documents TEXT NOT NULL,           -- JSON
  steps     TEXT NOT NULL,           -- JSON, in order
  version   BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX transfer_file ON transfer (home, file, id);
CREATE INDEX transfer_state ON transfer (home, state, id);

CREATE TABLE transfer_referral (
  home        TEXT NOT NULL,
  id          TEXT NOT NULL,
  organ       TEXT NOT NULL CHECK (organ IN ('police', 'procurator', 'court')),
  sender      TEXT NOT NULL,
  number      TEXT NOT NULL,         -- of the letter
  title       TEXT NOT NULL,
  facts       TEXT NOT NULL,
  opinion     TEXT NOT NULL,         -- what the sender proposes
  received_on TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('received', 'filed', 'declined')),
  reason      TEXT NOT NULL,
  reply       TEXT NOT NULL,         -- number of the answer to the sender
  files       TEXT NOT NULL,         -- "blob:…", JSON
  version     BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX transfer_referral_number ON transfer_referral (home, sender, number);
CREATE INDEX transfer_referral_state ON transfer_referral (home, state, id);
