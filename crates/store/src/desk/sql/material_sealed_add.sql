INSERT INTO material_sealed (filing, material, name, media_type, hash, bytes, uploaded_by, uploaded_at)
SELECT filing, material, $1, media_type, hash, bytes, uploaded_by, uploaded_at
FROM material WHERE filing = $2 AND material = $3;
