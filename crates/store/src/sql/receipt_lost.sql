-- Acts that were acknowledged and are not where they were said to be.
SELECT COALESCE(s.id, '?'), r.last
FROM receipt AS r
LEFT JOIN stream AS s ON s.key = r.stream
LEFT JOIN entry AS e ON e.seq = r.seq
WHERE e.seq IS NULL OR e.stream <> r.stream OR e.position <> r.last
ORDER BY r.seq;
