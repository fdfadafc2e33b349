DELETE FROM totp WHERE account = $1;
