INSERT INTO emergency (id, account, name, role, review, because, began_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
