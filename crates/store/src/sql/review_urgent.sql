-- Most urgent first, after ($1, $2); open and closed are ranges of urgency.
-- A filter that is NULL lets all pass.
SELECT s.id, r.stream, r.position, f.number, f.title, f.party, r.law, r.step, r.conclusion,
    r.due_earliest, r.due_latest, r.stopped, r.urgency, r.waiting_for, f.text, f.search
FROM review AS r
JOIN stream AS s ON s.key = r.stream
JOIN review_found AS f ON f.stream = r.stream
WHERE (r.urgency, r.stream) > ($1, $2) AND $3 <= r.urgency AND r.urgency < $4
    AND ($5 IS NULL OR r.step = $5)
    AND ($6 IS NULL OR r.law = $6)
    AND ($7 IS NULL OR r.waiting_for LIKE $7 ESCAPE '\')
    AND ($8 IS NULL OR r.due_latest < $8)
    AND ($9 IS NULL OR f.party = $9)
ORDER BY r.urgency, r.stream;
