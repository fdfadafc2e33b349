INSERT OR IGNORE INTO checkpoint (tree, size, note) VALUES ($1, $2, $3);
