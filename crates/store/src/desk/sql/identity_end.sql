DELETE FROM identity WHERE account = $1 AND id = $2;
