DELETE FROM credential WHERE account = $1 AND kind = 'session' AND id <> $2;
