INSERT INTO emergency_end (emergency, account, name, ended_at) VALUES ($1, $2, $3, $4);
