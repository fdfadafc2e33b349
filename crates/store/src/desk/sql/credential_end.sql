DELETE FROM credential WHERE id = $1;
