SELECT size, root FROM head ORDER BY size;
