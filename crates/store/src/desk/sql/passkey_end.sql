DELETE FROM passkey WHERE account = $1 AND id = $2;
