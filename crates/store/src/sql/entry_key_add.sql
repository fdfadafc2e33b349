INSERT INTO entry_key (seq, wrapped) VALUES ($1, $2);
