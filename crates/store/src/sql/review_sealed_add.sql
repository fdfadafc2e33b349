INSERT INTO review_sealed (stream, position, number, title, party, law, step, conclusion,
    due_earliest, due_latest, stopped, urgency, waiting_for)
SELECT stream, position, number, $1, party, law, step, conclusion,
    due_earliest, due_latest, stopped, urgency, waiting_for
FROM review WHERE stream = $2;
