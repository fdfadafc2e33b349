INSERT INTO identity (id, account, kind, issuer, subject, bound_by, bound_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL);
