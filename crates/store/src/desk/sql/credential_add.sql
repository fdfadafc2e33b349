INSERT INTO credential (hash, id, account, kind, name, scope, created_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
