-- +goose Up
CREATE TABLE decision (
  home             TEXT NOT NULL,
  id               TEXT NOT NULL,
  file             TEXT NOT NULL,    -- the case
  party            TEXT NOT NULL,
  mark             TEXT NOT NULL,    -- of the party, opaque
  party_kind       TEXT NOT NULL,    -- person or org
  number           TEXT NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('penalty', 'none', 'unfounded')),
  text             TEXT NOT NULL,
  fine_fen         BIGINT NOT NULL,
  confiscated_fen  BIGINT NOT NULL,
  closure          BIGINT NOT NULL,
  revoked          BIGINT NOT NULL,  -- licences, approvals, marks taken away
  summary          BIGINT NOT NULL,  -- decided on the spot
  range_min_fen    BIGINT NOT NULL,  -- -1 where nobody assessed it
  range_max_fen    BIGINT NOT NULL,
  range_basis      TEXT NOT NULL,
  deviation        TEXT NOT NULL,
  deviation_reason TEXT NOT NULL,
  hearing          TEXT NOT NULL,
  review           TEXT NOT NULL,    -- who reviewed its legality
  decided_on       TEXT NOT NULL,
  served_on        TEXT NOT NULL,
  paid_fen         BIGINT NOT NULL,
  published_on     TEXT NOT NULL,
  annulled         TEXT NOT NULL,    -- why it was annulled
  replaces         TEXT NOT NULL,    -- the decision that was changed on review or by a court
  PRIMARY KEY (home, id)
);
CREATE INDEX decision_file ON decision (home, file, id);
CREATE INDEX decision_mark ON decision (home, mark, decided_on);

CREATE TABLE decision_payment (
  home     TEXT NOT NULL,
  id       TEXT NOT NULL,
  decision TEXT NOT NULL,
  fen      BIGINT NOT NULL,          -- negative takes a mistaken one back
  paid_on  TEXT NOT NULL,
  receipt  TEXT NOT NULL,
  on_spot  BIGINT NOT NULL,          -- collected by the officers themselves
  PRIMARY KEY (home, id)
);
CREATE INDEX decision_payment_decision ON decision_payment (home, decision, id);

CREATE TABLE decision_step (
  home     TEXT NOT NULL,
  id       TEXT NOT NULL,
  decision TEXT NOT NULL,
  kind     TEXT NOT NULL,            -- plan, demand, apply, ruling, archive
  on_day   TEXT NOT NULL,
  number   TEXT NOT NULL,
  approver TEXT NOT NULL,
  words    TEXT NOT NULL,
  file     TEXT NOT NULL,
  terms    TEXT NOT NULL,            -- JSON
  late     BIGINT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX decision_step_decision ON decision_step (home, decision, id);

CREATE TABLE decision_publication (
  home         TEXT NOT NULL,
  id           TEXT NOT NULL,
  decision     TEXT NOT NULL,
  title        TEXT NOT NULL,
  text         TEXT NOT NULL,        -- redacted, as it was published; never changed
  published_on TEXT NOT NULL,
  withdrawn_on TEXT NOT NULL,
  reason       TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX decision_publication_decision ON decision_publication (home, decision, id);

CREATE TABLE decision_remedy (
  home            TEXT NOT NULL,
  id              TEXT NOT NULL,
  decision        TEXT NOT NULL,
  kind            TEXT NOT NULL CHECK (kind IN ('review', 'suit')),
  organ           TEXT NOT NULL,
  number          TEXT NOT NULL,
  received_on     TEXT NOT NULL,
  ended_on        TEXT NOT NULL,
  result          TEXT NOT NULL,
  paper           TEXT NOT NULL,     -- number of what ended it
  fine_fen        BIGINT NOT NULL,   -- as changed
  confiscated_fen BIGINT NOT NULL,
  words           TEXT NOT NULL,
  PRIMARY KEY (home, id)
);
CREATE INDEX decision_remedy_decision ON decision_remedy (home, decision, id);
