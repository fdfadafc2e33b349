UPDATE filing SET review = $1 WHERE id = $2 AND review IS NULL;
