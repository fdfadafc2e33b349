INSERT INTO organisation (id, kind, body, name, created_at) VALUES ($1, $2, $3, $4, $5);
