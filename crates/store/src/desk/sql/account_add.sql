INSERT INTO account (id, login, name, organisation, password, locked, created_at)
VALUES ($1, $2, $3, $4, NULL, 0, $5);
