SELECT id, role, from_day, until_day, on_behalf_of FROM role_grant WHERE account = $1 ORDER BY id;
