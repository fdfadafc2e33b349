SELECT id, account, kind, name, scope, ends_at FROM credential WHERE account = $1 ORDER BY id;
