SELECT key, id FROM stream ORDER BY key;
