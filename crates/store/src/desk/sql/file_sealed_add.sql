INSERT INTO review_file_sealed (id, review, owner, name, media_type, hash, bytes, uploaded_by,
    uploaded_at, entry)
SELECT id, review, owner, $1, media_type, hash, bytes, uploaded_by, uploaded_at, entry
FROM review_file WHERE id = $2;
