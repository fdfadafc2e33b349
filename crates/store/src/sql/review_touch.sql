-- Most acts leave number, party and due day alone: then no index is touched.
UPDATE review SET
    position = $1, title = $3, law = $5, step = $6, conclusion = $7,
    due_earliest = $8, due_latest = $9, stopped = $10, waiting_for = $11
WHERE stream = $12 AND number IS $2 AND party IS $4 AND urgency = $13;
