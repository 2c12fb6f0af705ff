-- +goose Up
CREATE TABLE search_doc (
  home  TEXT NOT NULL,
  ref   TEXT NOT NULL,
  kind  TEXT NOT NULL,
  terms TSVECTOR NOT NULL,
  PRIMARY KEY (home, ref)
);
CREATE INDEX search_doc_terms ON search_doc USING gin (terms);
