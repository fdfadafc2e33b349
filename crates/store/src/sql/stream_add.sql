INSERT INTO stream (key, id) VALUES ($1, $2);
