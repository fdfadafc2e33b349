SELECT e.seq, e.position, e.recorded_at, e.payload
FROM stream AS s JOIN entry AS e ON e.stream = s.key
WHERE s.id = $1 AND $2 < e.position
ORDER BY e.position;
