UPDATE filing SET kind = $1, subject = $2, answers = $3, changed_at = $4
WHERE id = $5 AND review IS NULL;
