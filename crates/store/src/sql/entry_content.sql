SELECT e.position, e.content FROM stream AS s JOIN entry AS e ON e.stream = s.key
WHERE s.id = $1 ORDER BY e.position;
