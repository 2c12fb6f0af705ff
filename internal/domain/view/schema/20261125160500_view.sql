-- +goose Up
CREATE TABLE view (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  owner   TEXT   NOT NULL,  -- who saved it, as an actor
  unit    TEXT   NOT NULL,  -- for which post, and who sees it where it is shared
  list    TEXT   NOT NULL,  -- the list's name on its page
  name    TEXT   NOT NULL,
  shared  BIGINT NOT NULL,  -- 1: the whole unit sees it
  query   TEXT   NOT NULL,  -- JSON: filters and order
  columns TEXT   NOT NULL,  -- JSON: which, how wide; '' for the page's own
  at      BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX view_list ON view (home, list, owner);
