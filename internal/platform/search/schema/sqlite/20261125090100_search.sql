-- +goose Up
CREATE TABLE search_doc (
  home TEXT   NOT NULL,
  ref  TEXT   NOT NULL,
  kind TEXT   NOT NULL,
  n    BIGINT NOT NULL,  -- the row of search_text
  PRIMARY KEY (home, ref)
);
CREATE INDEX search_doc_n ON search_doc (n);
CREATE VIRTUAL TABLE search_text USING fts5 (terms, content='', contentless_delete=1, detail=full, tokenize="ascii");
