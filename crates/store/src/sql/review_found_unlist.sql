DELETE FROM review_found WHERE stream = (SELECT key FROM stream WHERE id = $1);
