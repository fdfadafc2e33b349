-- Projections that know of entries which are not there.
SELECT s.id, r.position
FROM review AS r JOIN stream AS s ON s.key = r.stream
WHERE COALESCE((SELECT MAX(e.position) FROM entry AS e WHERE e.stream = r.stream), 0) < r.position
ORDER BY r.stream;
