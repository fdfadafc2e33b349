INSERT INTO review_file (id, review, owner, name, media_type, hash, bytes, uploaded_by, uploaded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
