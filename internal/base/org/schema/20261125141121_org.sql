-- +goose Up
CREATE TABLE org_unit (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  department TEXT   NOT NULL,             -- '' for a township
  name       TEXT   NOT NULL,
  region     TEXT   NOT NULL,             -- 12 digits
  parent     TEXT   NOT NULL,             -- '' for the top
  opened_on  TEXT   NOT NULL,
  closed_on  TEXT   NOT NULL,             -- '' while it stands
  version    BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX org_unit_name ON org_unit (home, name) WHERE closed_on = '';

CREATE TABLE org_person (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  name    TEXT   NOT NULL,
  phones  TEXT   NOT NULL,                -- personal data: purpose duty contact; kept while posted; parted by spaces
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX org_person_name ON org_person (home, name);

CREATE TABLE org_post (
  home      TEXT NOT NULL,
  id        TEXT NOT NULL,
  person    TEXT NOT NULL,
  unit      TEXT NOT NULL,
  title     TEXT NOT NULL,
  from_day  TEXT NOT NULL,                -- '' where the records do not say since when
  until_day TEXT NOT NULL,                -- the first day no longer; '' while held
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, person) REFERENCES org_person (home, id),
  FOREIGN KEY (home, unit) REFERENCES org_unit (home, id)
);
CREATE UNIQUE INDEX org_post_held ON org_post (home, person, unit) WHERE until_day = '';
CREATE INDEX org_post_unit ON org_post (home, unit);

CREATE TABLE org_certificate (
  home       TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  person     TEXT   NOT NULL,
  number     TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  valid_from TEXT   NOT NULL,             -- '' where unknown: since ever
  valid_to   TEXT   NOT NULL,             -- '' where unknown: certifies nothing
  items      TEXT   NOT NULL,             -- what it covers, a line each
  revoked_on TEXT   NOT NULL,             -- '' while it stands
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, person) REFERENCES org_person (home, id)
);
CREATE UNIQUE INDEX org_certificate_number ON org_certificate (home, number);
CREATE INDEX org_certificate_person ON org_certificate (home, person);

CREATE TABLE org_recusal (
  home        TEXT   NOT NULL,
  id          TEXT   NOT NULL,
  person      TEXT   NOT NULL,
  subject     TEXT   NOT NULL,            -- '' until somebody says whom the words mean
  words       TEXT   NOT NULL,            -- as declared
  reason      TEXT   NOT NULL,
  declared_at BIGINT NOT NULL,
  lifted_at   BIGINT NOT NULL,            -- 0 while it stands
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, person) REFERENCES org_person (home, id)
);
CREATE UNIQUE INDEX org_recusal_stands ON org_recusal (home, person, subject, words) WHERE lifted_at = 0;

CREATE TABLE org_contact (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  unit    TEXT   NOT NULL,
  name    TEXT   NOT NULL,
  title   TEXT   NOT NULL,
  phones  TEXT   NOT NULL,                -- personal data: as in org_person
  role    TEXT   NOT NULL,                -- A, B or ''
  ended   BIGINT NOT NULL,                -- 0 while named
  version BIGINT NOT NULL,
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, unit) REFERENCES org_unit (home, id)
);
CREATE UNIQUE INDEX org_contact_name ON org_contact (home, unit, name);
