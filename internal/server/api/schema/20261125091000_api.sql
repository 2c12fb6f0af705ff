-- +goose Up
CREATE TABLE api_answer (
  home   TEXT   NOT NULL,
  actor  TEXT   NOT NULL,
  key    TEXT   NOT NULL,  -- the client's Idempotency-Key
  digest TEXT   NOT NULL,  -- of the request, so that a key is not used for two
  at     BIGINT NOT NULL,
  answer TEXT   NOT NULL,
  PRIMARY KEY (home, actor, key)
);
