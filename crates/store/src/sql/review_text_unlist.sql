DELETE FROM review_text WHERE stream = (SELECT key FROM stream WHERE id = $1);
