-- +goose Up
ALTER TABLE procedure ADD COLUMN late BIGINT NOT NULL DEFAULT 0; -- an approval after the time to decide on filing
