-- +goose Up
-- What one package kept of a case, five keep now: every row moves to its new
-- table, none is lost. It lies here because no one package may write in two.
INSERT INTO docket_clock (home, id, file, subject, kind, started_at, due_at, last_day, guessed, pauses, extensions, done_at)
  SELECT home, id, file, subject, kind, started_at, due_at, last_day, guessed, pauses, extensions, done_at FROM casework_clock;
INSERT INTO exhibit (home, id, file, class, name, measure, unit, count, grams, held_count, held_grams, protection, alive, custodian, place, photos, approver, paper, seized_on, withdrawn, version)
  SELECT home, id, file, class, name, measure, unit, count, grams, held_count, held_grams, protection, alive, custodian, place, photos, '', '', seized_on, withdrawn, version FROM casework_exhibit;
INSERT INTO exhibit_disposal (home, id, exhibit, way, count, grams, place, approver, disposed_on, withdrawn)
  SELECT home, id, exhibit, way, count, grams, place, approver, disposed_on, withdrawn FROM casework_disposal;
INSERT INTO transfer (home, id, file, state, team, recipient, documents, steps, version)
  SELECT home, id, file, state, team, recipient, documents, steps, version FROM casework_transfer;
INSERT INTO decision (home, id, file, party, mark, party_kind, number, kind, text, fine_fen, confiscated_fen, closure, revoked, summary, range_min_fen, range_max_fen, range_basis,
    deviation, deviation_reason, hearing, review, decided_on, served_on, paid_fen, published_on, annulled, replaces)
  SELECT d.home, d.id, d.file, d.party, p.mark, p.kind, d.number, d.kind, d.text, d.fine_fen, d.confiscated_fen, d.closure, d.revoked, 0, -1, -1, '',
    '', '', d.hearing, d.review, d.decided_on, d.served_on, d.paid_fen, d.published_on, d.annulled, ''
  FROM casework_decision AS d JOIN casework_party AS p ON p.home = d.home AND p.id = d.party;
-- The days of earlier payments stand in the journal only; they count as paid in time.
INSERT INTO decision_payment (home, id, decision, fen, paid_on, receipt, on_spot)
  SELECT home, id, id, paid_fen, served_on, '', 0 FROM casework_decision WHERE paid_fen > 0;
DROP TABLE casework_clock;
DROP TABLE casework_disposal;
DROP TABLE casework_exhibit;
DROP TABLE casework_transfer;
DROP TABLE casework_decision;
