-- Most acts change nothing else of what lists show.
UPDATE review SET position = $1, step = $2, waiting_for = $3 WHERE stream = $4;
