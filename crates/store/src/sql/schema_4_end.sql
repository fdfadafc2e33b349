-- Once everything is sealed, what lay open goes, and the sealed takes its names.
DROP TABLE entry;
ALTER TABLE entry_sealed RENAME TO entry;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

DROP TABLE review;
ALTER TABLE review_sealed RENAME TO review;
CREATE INDEX review_by_urgency ON review (urgency, stream);
CREATE INDEX review_by_party ON review (party, stream) WHERE party IS NOT NULL;
CREATE UNIQUE INDEX review_by_number ON review (number) WHERE number IS NOT NULL;

DROP TABLE review_text;
ALTER TABLE review_text_sealed RENAME TO review_text;
