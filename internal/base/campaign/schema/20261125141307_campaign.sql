-- +goose Up
CREATE TABLE campaign (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,             -- "lianxi-2026"
  title      TEXT   NOT NULL,
  number     TEXT   NOT NULL,             -- of the notice it runs under
  from_day   TEXT   NOT NULL,
  to_day     TEXT   NOT NULL,
  state      TEXT   NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
  terms      TEXT   NOT NULL,             -- JSON: organs, stages, counting, deadlines, items
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);

-- meetings, issued documents, dispatches and supervisions
CREATE TABLE campaign_record (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  campaign   TEXT   NOT NULL,
  noun       TEXT   NOT NULL CHECK (noun IN ('meeting', 'document', 'dispatch', 'supervision')),
  day        TEXT   NOT NULL,
  unit       TEXT   NOT NULL,
  author     TEXT   NOT NULL,
  body       TEXT   NOT NULL,             -- JSON of the noun
  waiting    BIGINT NOT NULL,             -- follow-ups not done, receipts not given
  state      TEXT   NOT NULL CHECK (state IN ('standing', 'withdrawn')),
  reason     TEXT   NOT NULL,             -- why it was withdrawn
  version    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, campaign) REFERENCES campaign (home, id)
);
CREATE INDEX campaign_record_noun ON campaign_record (home, campaign, noun, id);
