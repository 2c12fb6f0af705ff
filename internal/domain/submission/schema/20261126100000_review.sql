-- +goose Up
ALTER TABLE submission ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';      -- the cells a return points at, JSON
ALTER TABLE submission ADD COLUMN due TEXT NOT NULL DEFAULT '';          -- of a returned one: until when it is corrected
ALTER TABLE submission ADD COLUMN receiver TEXT NOT NULL DEFAULT '';     -- who received, and so locked it
ALTER TABLE submission ADD COLUMN received_on TEXT NOT NULL DEFAULT '';  -- the day; the state column stays "submitted"
ALTER TABLE submission ADD COLUMN remark TEXT NOT NULL DEFAULT '';       -- of who handed in: why a soft check does not hold
