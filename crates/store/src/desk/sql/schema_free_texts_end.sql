-- Once everything is sealed, what lay open goes, and the sealed takes its names.
ALTER TABLE reading DROP COLUMN note;
ALTER TABLE reading RENAME COLUMN sealed TO note;
ALTER TABLE purpose DROP COLUMN note;
ALTER TABLE purpose RENAME COLUMN sealed TO note;
ALTER TABLE emergency DROP COLUMN because;
ALTER TABLE emergency RENAME COLUMN sealed TO because;
ALTER TABLE four_eyes DROP COLUMN because;
ALTER TABLE four_eyes RENAME COLUMN sealed TO because;
ALTER TABLE declaration_said DROP COLUMN because;
ALTER TABLE declaration_said RENAME COLUMN sealed TO because;

CREATE TRIGGER reading_is_never_changed BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is never changed'); END;
CREATE TRIGGER emergency_is_never_changed BEFORE UPDATE ON emergency
BEGIN SELECT RAISE(ABORT, 'an emergency is never changed'); END;
CREATE TRIGGER four_eyes_is_never_changed BEFORE UPDATE ON four_eyes
BEGIN SELECT RAISE(ABORT, 'what was asked for is never changed'); END;
CREATE TRIGGER declaration_said_is_never_changed BEFORE UPDATE ON declaration_said
BEGIN SELECT RAISE(ABORT, 'what was declared is never changed'); END;
