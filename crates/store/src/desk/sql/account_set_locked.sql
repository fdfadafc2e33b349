UPDATE account SET locked = $1 WHERE id = $2;
