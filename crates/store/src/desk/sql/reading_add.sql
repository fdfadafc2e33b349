INSERT INTO reading (read_at, account, name, organisation, role, review, kind, item, owner, purpose,
    note, emergency)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);
