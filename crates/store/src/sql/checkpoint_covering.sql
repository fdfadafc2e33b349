SELECT size, note FROM checkpoint WHERE tree = $1 AND $2 <= size ORDER BY size LIMIT 1;
