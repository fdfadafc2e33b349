SELECT id, account, name, passkey, made_at, used_at FROM passkey WHERE credential = $1;
