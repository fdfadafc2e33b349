DELETE FROM identity WHERE account = $1;
