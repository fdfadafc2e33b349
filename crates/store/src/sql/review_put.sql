INSERT INTO review (position, law, step, conclusion, due_earliest, due_latest, stopped,
    waiting_for, urgency, stream)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (stream) DO UPDATE SET
    position = excluded.position, law = excluded.law, step = excluded.step,
    conclusion = excluded.conclusion, due_earliest = excluded.due_earliest,
    due_latest = excluded.due_latest, stopped = excluded.stopped,
    waiting_for = excluded.waiting_for, urgency = excluded.urgency;
