SELECT s.id, e.position, e.recorded_at, e.sealed, e.wrapped, r.sealed, e.content, e.leaf
FROM entry AS e
JOIN stream AS s ON s.key = e.stream
LEFT JOIN redaction AS r ON r.seq = e.seq
WHERE e.seq = $1;
