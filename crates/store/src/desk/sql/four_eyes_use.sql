INSERT INTO four_eyes_use (request, account, used_at) VALUES ($1, $2, $3);
