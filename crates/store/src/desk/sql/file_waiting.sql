SELECT id, review, owner, name, media_type, hash, bytes, uploaded_by, uploaded_at, entry
FROM review_file WHERE review = $1 AND uploaded_by = $2 AND entry IS NULL ORDER BY id;
