-- Newest first, before $1. A filter that is NULL lets all pass; the bounds of urgency are written as
-- filters too, so that no engine takes the index on urgency and then sorts.
SELECT s.id, r.stream, r.position, f.number, f.title, f.party, r.law, r.step, r.conclusion,
    r.due_earliest, r.due_latest, r.stopped, r.urgency, r.waiting_for, f.text, f.search
FROM review AS r
JOIN stream AS s ON s.key = r.stream
JOIN review_found AS f ON f.stream = r.stream
WHERE r.stream < $1
    AND ($2 IS NULL OR $2 <= r.urgency)
    AND ($3 IS NULL OR r.urgency < $3)
    AND ($4 IS NULL OR r.step = $4)
    AND ($5 IS NULL OR r.law = $5)
    AND ($6 IS NULL OR r.waiting_for LIKE $6 ESCAPE '\')
    AND ($7 IS NULL OR r.due_latest < $7)
    AND ($8 IS NULL OR f.party = $8)
ORDER BY r.stream DESC;
