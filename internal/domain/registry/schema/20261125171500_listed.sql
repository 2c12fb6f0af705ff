-- +goose Up
-- Under what headings a subject stands in lists by name: '' (all), its venue,
-- its township. May hold a title the subject no longer has, never lacks one;
-- what a running import has not written yet is added at its end, sorted.
CREATE TABLE registry_listed (
  home    TEXT NOT NULL,
  heading TEXT NOT NULL,
  title   TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (home, heading, title, subject)
);
INSERT INTO registry_listed (home, heading, title, subject)
SELECT home, '', name, id FROM registry_subject ORDER BY home, name, id;
INSERT INTO registry_listed (home, heading, title, subject)
SELECT home, venue, name, id FROM registry_subject ORDER BY home, venue, name, id;
INSERT INTO registry_listed (home, heading, title, subject)
SELECT home, region, name, id FROM registry_subject ORDER BY home, region, name, id;
DROP INDEX registry_subject_name;
DROP INDEX registry_subject_venue;
DROP INDEX registry_subject_region;
