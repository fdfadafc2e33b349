UPDATE review_file SET name = $1 WHERE id = $2;
