SELECT s.id, r.stream, r.position, f.number, f.title, f.party, r.law, r.step, r.conclusion,
    r.due_earliest, r.due_latest, r.stopped, r.urgency, r.waiting_for, f.text, f.search
FROM stream AS s
JOIN review AS r ON r.stream = s.key
JOIN review_found AS f ON f.stream = s.key
WHERE s.id = $1;
