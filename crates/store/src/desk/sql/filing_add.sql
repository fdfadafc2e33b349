INSERT INTO filing (id, party, owner, kind, subject, answers, created_at, changed_at, review)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, NULL);
