SELECT id, account, kind, issuer, subject, bound_at, used_at
FROM identity WHERE account = $1 ORDER BY id;
