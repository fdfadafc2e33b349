SELECT e.seq, e.stream, s.id, e.position, e.recorded_at, e.payload, e.salt, e.leaf, e.chain
FROM entry AS e JOIN stream AS s ON s.key = e.stream
WHERE $1 < e.seq ORDER BY e.seq LIMIT 1000;
