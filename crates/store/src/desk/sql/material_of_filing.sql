SELECT material, name, media_type, hash, bytes, uploaded_by, uploaded_at
FROM material WHERE filing = $1 ORDER BY material;
