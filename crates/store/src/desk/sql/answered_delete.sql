DELETE FROM answered WHERE account = $1 AND key = $2;
