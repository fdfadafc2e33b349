-- What lay open goes, and the sealed takes its names.
DROP TABLE filing;
ALTER TABLE filing_sealed RENAME TO filing;
CREATE INDEX filing_by_party ON filing (party, id);
DROP TABLE material;
ALTER TABLE material_sealed RENAME TO material;
CREATE INDEX material_by_hash ON material (hash);
DROP TABLE review_file;
ALTER TABLE review_file_sealed RENAME TO review_file;
CREATE INDEX review_file_by_review ON review_file (review, id);
CREATE INDEX review_file_by_hash ON review_file (hash);
-- Answers are kept for a while only; those that lay open are forgotten.
DROP TABLE answered;
ALTER TABLE answered_sealed RENAME TO answered;
