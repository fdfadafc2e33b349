SELECT size, root FROM head ORDER BY size DESC LIMIT 1;
