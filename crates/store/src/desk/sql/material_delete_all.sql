DELETE FROM material WHERE filing = $1;
