-- +goose Up
CREATE TABLE auth_account (
  home      TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  person    TEXT   NOT NULL,
  login     TEXT   NOT NULL,
  state     TEXT   NOT NULL CHECK (state IN ('active', 'disabled')),
  reason    TEXT   NOT NULL,
  opened_at BIGINT NOT NULL,
  version   BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE UNIQUE INDEX auth_account_person ON auth_account (home, person) WHERE state = 'active';

CREATE TABLE auth_grant (
  home     TEXT   NOT NULL,
  id       TEXT   NOT NULL,
  account  TEXT   NOT NULL,
  role     TEXT   NOT NULL,
  unit     TEXT   NOT NULL,               -- the post it rests on; '' for administrators
  scope    TEXT   NOT NULL CHECK (scope IN ('home', 'subtree')),
  given_at BIGINT NOT NULL,
  given_by TEXT   NOT NULL,
  ended_at BIGINT NOT NULL,               -- 0 while it holds
  PRIMARY KEY (home, id),
  FOREIGN KEY (home, account) REFERENCES auth_account (home, id)
);
CREATE UNIQUE INDEX auth_grant_holds ON auth_grant (home, account, role, unit) WHERE ended_at = 0;

-- What a sign-in asks before it knows a home: one row for every login name of
-- the deployment.
CREATE TABLE auth_login (
  login        TEXT   NOT NULL PRIMARY KEY,
  home         TEXT   NOT NULL,
  account      TEXT   NOT NULL,
  hash         TEXT   NOT NULL,
  changed_at   BIGINT NOT NULL,
  must_change  BIGINT NOT NULL,           -- 1: the password was handed out, not chosen
  failures     BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  factor       TEXT   NOT NULL,           -- sealed secret of the second factor; '' without one
  pending      TEXT   NOT NULL,           -- sealed secret not confirmed yet
  counter      BIGINT NOT NULL,           -- the last time step a code was accepted for
  recovery     TEXT   NOT NULL            -- digests of unused recovery codes, parted by spaces
);
CREATE UNIQUE INDEX auth_login_account ON auth_login (home, account);

CREATE TABLE auth_session (
  token     TEXT   NOT NULL PRIMARY KEY,  -- SHA-256 of the token, never the token
  home      TEXT   NOT NULL,
  account   TEXT   NOT NULL,
  unit      TEXT   NOT NULL,              -- the post chosen; '' for the first
  opened_at BIGINT NOT NULL,
  seen_at   BIGINT NOT NULL,              -- written at most every five minutes
  ended_at  BIGINT NOT NULL               -- 0 while it lasts
);
CREATE INDEX auth_session_account ON auth_session (home, account);

CREATE TABLE auth_attempt (
  home    TEXT   NOT NULL,
  id      TEXT   NOT NULL,
  account TEXT   NOT NULL,
  at      BIGINT NOT NULL,
  outcome TEXT   NOT NULL,
  address TEXT   NOT NULL,                -- personal data: purpose audit; kept as long as the attempt
  PRIMARY KEY (home, id)
);
CREATE INDEX auth_attempt_account ON auth_attempt (home, account);
