-- +goose Up
CREATE TABLE zone (
  home      TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  state     TEXT   NOT NULL CHECK (state IN ('draft', 'in_force', 'repealed', 'withdrawn')),
  field     TEXT   NOT NULL CHECK (field IN ('hunt', 'fish')),
  shape     TEXT   NOT NULL CHECK (shape IN ('polygon', 'division')),
  first_day TEXT   NOT NULL,
  last_day  TEXT   NOT NULL,   -- the last on which it is in force; 9999-12-31 where it is open
  west      BIGINT NOT NULL,   -- the rectangle around a polygon, in ten-millionths of a degree
  south     BIGINT NOT NULL,
  east      BIGINT NOT NULL,
  north     BIGINT NOT NULL,
  body      TEXT   NOT NULL,   -- JSON
  version   BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX zone_day ON zone (home, shape, last_day);

CREATE TABLE zone_division (
  home TEXT NOT NULL,
  code TEXT NOT NULL,          -- 12 digits; may lie above the home: a province's notice
  zone TEXT NOT NULL,
  PRIMARY KEY (home, code, zone)
);
