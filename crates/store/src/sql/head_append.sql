INSERT INTO head (size, root) VALUES ($1, $2);
