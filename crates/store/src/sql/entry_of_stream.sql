SELECT e.seq, e.position, e.recorded_at, e.sealed, e.wrapped, r.sealed
FROM stream AS s
JOIN entry AS e ON e.stream = s.key
LEFT JOIN redaction AS r ON r.seq = e.seq
WHERE s.id = $1 AND $2 < e.position
ORDER BY e.position;
