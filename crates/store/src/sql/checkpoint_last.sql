SELECT size, note FROM checkpoint WHERE tree = $1 ORDER BY size DESC LIMIT 1;
