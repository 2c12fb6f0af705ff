-- +goose Up
-- How much was sent to be kept, by whom and when: nobody fills the disk.
CREATE TABLE api_stored (
  home  TEXT   NOT NULL,
  actor TEXT   NOT NULL,
  day   TEXT   NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (home, actor, day)
);
