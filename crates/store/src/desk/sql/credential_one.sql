SELECT id, account, kind, name, scope, ends_at FROM credential WHERE id = $1;
