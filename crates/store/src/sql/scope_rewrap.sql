-- Not one that was destroyed meanwhile.
UPDATE scope SET wrapped = $1 WHERE name = $2 AND wrapped IS NOT NULL;
