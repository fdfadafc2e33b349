INSERT INTO factor_reset (id, account, because, asked_by, asked_as_head, asked_at)
VALUES ($1, $2, $3, $4, $5, $6);
