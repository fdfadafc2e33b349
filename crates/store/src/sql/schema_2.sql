-- A party's own reviews are found without looking at everybody's.
CREATE INDEX review_by_party ON review (party, stream) WHERE party IS NOT NULL;
