-- +goose Up
-- A subject knows its keys, so that these need no index by subject.
ALTER TABLE registry_subject ADD COLUMN ord BIGINT NOT NULL DEFAULT 0;
UPDATE registry_subject SET ord = coalesce((
  SELECT min(k.ord) FROM registry_key AS k WHERE k.home = registry_subject.home AND k.ref = 'subject:' || registry_subject.id), 0);
DROP INDEX registry_key_ref;
