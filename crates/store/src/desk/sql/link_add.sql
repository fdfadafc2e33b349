INSERT INTO one_time_link (hash, account, ends_at) VALUES ($1, $2, $3);
