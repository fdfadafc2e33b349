INSERT INTO scope (name, wrapped) VALUES ($1, $2);
