-- +goose Up
CREATE TABLE drawer (
  home TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (home, name)
);
