DELETE FROM passkey WHERE account = $1;
