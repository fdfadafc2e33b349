INSERT INTO review (position, law, step, conclusion, due_earliest, due_latest, stopped,
    waiting_for, urgency, stream, number, title, party)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (stream) DO UPDATE SET
    position = excluded.position, number = excluded.number, title = excluded.title,
    party = excluded.party, law = excluded.law, step = excluded.step,
    conclusion = excluded.conclusion, due_earliest = excluded.due_earliest,
    due_latest = excluded.due_latest, stopped = excluded.stopped,
    urgency = excluded.urgency, waiting_for = excluded.waiting_for;
