-- +goose Up
CREATE TABLE lead (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  source     TEXT NOT NULL,            -- "visit:…", "tip:…", "message:…"
  channel    TEXT NOT NULL CHECK (channel IN ('visit', 'draw', 'complaint', 'tip', 'transfer', 'media', 'own', 'monitor')),
  title      TEXT NOT NULL,
  facts      TEXT NOT NULL,            -- what is said to have happened
  subject    TEXT NOT NULL,            -- whom it is about, "subject:…" of the registry
  goods      TEXT NOT NULL,            -- species and goods as the source worded them, JSON
  region     TEXT NOT NULL,            -- 12 digits, the township it happened in
  campaign   TEXT NOT NULL,
  department TEXT NOT NULL,            -- whose it is and for whom it counts
  raised_on  TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('open', 'taken', 'verified', 'filed', 'transferred', 'dismissed', 'merged', 'withdrawn')),
  unit       TEXT NOT NULL,            -- who has taken it
  officer    TEXT NOT NULL,            -- "person:…"
  finding    TEXT NOT NULL,            -- what verification found
  reason     TEXT NOT NULL,            -- why it ended, or came back
  twin       TEXT NOT NULL,            -- the lead it was merged into
  due        TEXT NOT NULL,            -- last day of verification
  extended   TEXT NOT NULL,            -- who approved the longer time
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX lead_source ON lead (home, source);
CREATE INDEX lead_state ON lead (home, state, id);
CREATE INDEX lead_officer ON lead (home, officer, id);
CREATE INDEX lead_subject ON lead (home, subject, id);

CREATE TABLE lead_transfer (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  lead       TEXT NOT NULL,
  department TEXT NOT NULL,            -- who is to have it
  region     TEXT NOT NULL,            -- division code of the receiver
  recipient  TEXT NOT NULL,            -- its name, as on the letter
  letter     TEXT NOT NULL,            -- "document:…" or its number
  reason     TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('sent', 'received', 'refused', 'answered', 'recalled')),
  receipt    TEXT NOT NULL,            -- number or scan of what the receiver signed
  answer     TEXT NOT NULL,            -- what came of it, or why it was refused
  sent_at    BIGINT NOT NULL,
  settled_at BIGINT NOT NULL,          -- when the state was last told, 0 while on its way
  PRIMARY KEY (home, id)
);
CREATE INDEX lead_transfer_lead ON lead_transfer (home, lead, id);
CREATE INDEX lead_transfer_state ON lead_transfer (home, state, id);
