DELETE FROM material WHERE filing = $1 AND material = $2;
