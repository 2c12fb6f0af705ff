-- +goose Up
-- Rows that an import did not take in; personal data: as in the files themselves, kept until the import is undone.
CREATE TABLE registry_refused (
  home   TEXT   NOT NULL,
  import TEXT   NOT NULL,
  n      BIGINT NOT NULL,
  file   TEXT   NOT NULL,
  sheet  TEXT   NOT NULL,
  line   BIGINT NOT NULL,
  cells  TEXT   NOT NULL,  -- JSON
  reason TEXT   NOT NULL,  -- empty for a heading
  PRIMARY KEY (home, import, n)
);
