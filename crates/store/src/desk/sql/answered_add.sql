INSERT INTO answered (account, key, request, status, body, answered_at) VALUES ($1, $2, $3, $4, $5, $6);
