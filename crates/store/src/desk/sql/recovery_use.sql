DELETE FROM recovery_code WHERE account = $1 AND hash = $2;
