-- As review_put, where the row is there: what was unlisted stays so.
UPDATE review SET
    position = $1, law = $2, step = $3, conclusion = $4,
    due_earliest = $5, due_latest = $6, stopped = $7, waiting_for = $8, urgency = $9
WHERE stream = $10;
