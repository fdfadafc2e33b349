SELECT id, account, kind, issuer, subject, bound_at, used_at
FROM identity WHERE kind = $1 AND issuer = $2 AND subject = $3;
