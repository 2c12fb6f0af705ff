-- +goose Up
-- Failures to sign in, counted for a login at an address, for a login
-- wherever it is tried (address '*') and for an address whatever it tries
-- (login '*'). A row is forgotten when its count is over.
CREATE TABLE auth_count (
  login        TEXT   NOT NULL,
  address      TEXT   NOT NULL,           -- personal data: purpose audit; kept for a quarter of an hour
  failures     BIGINT NOT NULL,
  since        BIGINT NOT NULL,           -- of the first of them
  locked_until BIGINT NOT NULL,           -- 0 while it is open
  PRIMARY KEY (login, address)
);
ALTER TABLE auth_login DROP COLUMN failures;
ALTER TABLE auth_login DROP COLUMN locked_until;
