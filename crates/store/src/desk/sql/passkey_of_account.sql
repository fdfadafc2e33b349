SELECT id, account, name, passkey, made_at, used_at FROM passkey WHERE account = $1 ORDER BY id;
