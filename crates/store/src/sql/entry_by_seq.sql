SELECT s.id, e.position, e.recorded_at, e.payload, e.salt, e.leaf
FROM entry AS e JOIN stream AS s ON s.key = e.stream
WHERE e.seq = $1;
