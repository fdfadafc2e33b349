INSERT INTO credential (hash, id, account, kind, name, scope, created_at, ends_at, device, address, used_at,
    proved_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
