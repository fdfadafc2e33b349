SELECT id, review, owner, name, media_type, hash, bytes, uploaded_by, uploaded_at, entry
FROM review_file WHERE id = $1;
