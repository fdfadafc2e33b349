-- The free texts beside the record are sealed: notes of readings and purposes, reasons of emergencies,
-- of what takes two and of declarations. What lies open is sealed row by row between this and
-- schema_free_texts_end.sql, in the same transaction, while the triggers that forbid it are away.

DROP TRIGGER reading_is_never_changed;
DROP TRIGGER emergency_is_never_changed;
DROP TRIGGER four_eyes_is_never_changed;
DROP TRIGGER declaration_said_is_never_changed;

ALTER TABLE reading ADD COLUMN sealed BLOB;
ALTER TABLE purpose ADD COLUMN sealed BLOB;
ALTER TABLE emergency ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE four_eyes ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
ALTER TABLE declaration_said ADD COLUMN sealed BLOB;
