-- Destroys the key, if it was not destroyed before.
UPDATE scope SET wrapped = NULL WHERE name = $1 AND wrapped IS NOT NULL;
