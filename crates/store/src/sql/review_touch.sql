-- Most acts leave the due day alone: then the index on it is not touched.
UPDATE review SET
    position = $1, number = $2, title = $3, party = $4, law = $5, step = $6, conclusion = $7,
    due_earliest = $8, due_latest = $9, stopped = $10, waiting_for = $11
WHERE stream = $12 AND urgency = $13;
