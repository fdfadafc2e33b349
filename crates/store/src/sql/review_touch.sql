-- Most acts leave the due day alone: then no index is touched. Number, party and title are those of
-- before.
UPDATE review SET
    position = $1, law = $2, step = $3, conclusion = $4,
    due_earliest = $5, due_latest = $6, stopped = $7, waiting_for = $8
WHERE urgency = $9 AND stream = $10;
