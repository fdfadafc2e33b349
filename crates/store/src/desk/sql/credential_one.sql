SELECT id, account, kind, name, scope, ends_at, created_at, device, address, used_at, proved_at
FROM credential WHERE id = $1;
