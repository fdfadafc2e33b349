SELECT tree, size, note FROM checkpoint ORDER BY tree, size;
