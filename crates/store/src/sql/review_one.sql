SELECT s.id, r.stream, r.position, r.number, r.title, r.party, r.law, r.step, r.conclusion,
    r.due_earliest, r.due_latest, r.stopped, r.urgency, r.waiting_for, t.text, t.search
FROM stream AS s
JOIN review AS r ON r.stream = s.key
JOIN review_text AS t ON t.stream = s.key
WHERE s.id = $1;
