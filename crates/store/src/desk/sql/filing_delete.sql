DELETE FROM filing WHERE id = $1 AND review IS NULL;
