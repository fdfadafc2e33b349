INSERT INTO subtree (level, place, hash) VALUES ($1, $2, $3);
