INSERT INTO role_grant (id, account, role, from_day, until_day, on_behalf_of, granted_by, granted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
