INSERT INTO four_eyes (id, deed, about, because, account, login, name, asked_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);
