-- One that was never confirmed is replaced; one in use is not.
INSERT INTO totp (account, secret, made_at, confirmed_at, last_step, used_at)
VALUES ($1, $2, $3, NULL, 0, NULL)
ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, made_at = excluded.made_at
WHERE confirmed_at IS NULL;
