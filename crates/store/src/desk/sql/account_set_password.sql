UPDATE account SET password = $1 WHERE id = $2;
