DELETE FROM review_file WHERE id = $1 AND entry IS NULL;
