-- Those of one organisation, newest first, before $1: by the index on the party.
SELECT s.id, r.stream, r.position, f.number, f.title, f.party, r.law, r.step, r.conclusion,
    r.due_earliest, r.due_latest, r.stopped, r.urgency, r.waiting_for, f.text, f.search
FROM review_found AS f
JOIN review AS r ON r.stream = f.stream
JOIN stream AS s ON s.key = f.stream
WHERE f.stream < $1
    AND ($2 IS NULL OR $2 <= r.urgency)
    AND ($3 IS NULL OR r.urgency < $3)
    AND ($4 IS NULL OR r.step = $4)
    AND ($5 IS NULL OR r.law = $5)
    AND ($6 IS NULL OR r.waiting_for LIKE $6 ESCAPE '\')
    AND ($7 IS NULL OR r.due_latest < $7)
    AND f.party = $8
ORDER BY f.stream DESC;
