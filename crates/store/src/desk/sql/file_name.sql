-- Changes nothing where the file is another's, of another review, or on record already.
UPDATE review_file SET entry = $1
WHERE id = $2 AND review = $3 AND uploaded_by = $4 AND entry IS NULL;
