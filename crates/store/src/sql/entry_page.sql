-- A stream that is not there leaves its entries readable, under no name.
SELECT e.seq, COALESCE(s.id, '?'), e.position, e.recorded_at, e.content
FROM entry AS e LEFT JOIN stream AS s ON s.key = e.stream
WHERE $1 <= e.seq AND e.seq < $2
ORDER BY e.seq;
