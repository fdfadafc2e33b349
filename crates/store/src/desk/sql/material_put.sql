INSERT INTO material (filing, material, name, media_type, hash, bytes, uploaded_by, uploaded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (filing, material) DO UPDATE SET
    name = excluded.name, media_type = excluded.media_type, hash = excluded.hash,
    bytes = excluded.bytes, uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at;
