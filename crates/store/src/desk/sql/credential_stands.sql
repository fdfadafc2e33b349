SELECT 1 FROM credential WHERE id = $1;
