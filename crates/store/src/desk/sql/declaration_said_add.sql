INSERT INTO declaration_said (account, name, docket, conflict, because, links, said_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);
