SELECT s.key, COALESCE((SELECT MAX(e.position) FROM entry AS e WHERE e.stream = s.key), 0)
FROM stream AS s WHERE s.id = $1;
