-- +goose Up
CREATE TABLE exhibit (
  home       TEXT NOT NULL,
  id         TEXT NOT NULL,
  file       TEXT NOT NULL,          -- the case
  class      TEXT NOT NULL CHECK (class IN ('animal', 'product_count', 'product_weight', 'tool')),
  name       TEXT NOT NULL,
  measure    TEXT NOT NULL,          -- preservation, seizure, confiscation or surrender
  unit       TEXT NOT NULL,          -- 只 头 尾 条 件 克
  count      BIGINT NOT NULL,
  grams      BIGINT NOT NULL,
  held_count BIGINT NOT NULL,        -- not disposed of yet
  held_grams BIGINT NOT NULL,
  protection TEXT NOT NULL,
  alive      BIGINT NOT NULL,
  custodian  TEXT NOT NULL,
  place      TEXT NOT NULL,
  photos     TEXT NOT NULL,          -- "blob:…", JSON
  approver   TEXT NOT NULL,          -- who approved the measure
  paper      TEXT NOT NULL,          -- number of the decision or the list
  seized_on  TEXT NOT NULL,
  withdrawn  TEXT NOT NULL,          -- why it was no exhibit
  version    BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX exhibit_file ON exhibit (home, file, id);
CREATE INDEX exhibit_custodian ON exhibit (home, custodian, id);

CREATE TABLE exhibit_disposal (
  home        TEXT NOT NULL,
  id          TEXT NOT NULL,
  exhibit     TEXT NOT NULL,
  way         TEXT NOT NULL,
  count       BIGINT NOT NULL,
  grams       BIGINT NOT NULL,
  place       TEXT NOT NULL,
  approver    TEXT NOT NULL,
  disposed_on TEXT NOT NULL,
  withdrawn   TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX exhibit_disposal_exhibit ON exhibit_disposal (home, exhibit, id);
