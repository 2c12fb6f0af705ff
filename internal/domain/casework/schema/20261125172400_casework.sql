-- +goose Up
ALTER TABLE casework_case ADD COLUMN complex BIGINT NOT NULL DEFAULT 0; -- 情节复杂或重大
CREATE INDEX casework_party_mark ON casework_party (home, mark, id);
