INSERT OR IGNORE INTO cosignature (tree, size, witness, line) VALUES ($1, $2, $3, $4);
