SELECT e.seq FROM stream AS s JOIN entry AS e ON e.stream = s.key
WHERE s.id = $1 AND e.position = $2;
