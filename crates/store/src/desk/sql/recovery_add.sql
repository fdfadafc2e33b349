INSERT INTO recovery_code (account, hash) VALUES ($1, $2);
