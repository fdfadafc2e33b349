SELECT count(*) AS codes FROM recovery_code WHERE account = $1;
