INSERT OR IGNORE INTO destroying (key, hash) VALUES ($1, $2);
