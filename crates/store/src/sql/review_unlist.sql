DELETE FROM review WHERE stream = (SELECT key FROM stream WHERE id = $1);
