INSERT INTO passkey (id, account, credential, name, passkey, made_at, used_at)
VALUES ($1, $2, $3, $4, $5, $6, NULL);
