SELECT r.request, s.id, r.first, r.last, r.seq, r.number
FROM receipt AS r JOIN stream AS s ON s.key = r.stream
WHERE r.seq = $1 AND r.scope = $2;
