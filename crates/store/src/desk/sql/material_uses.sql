SELECT COUNT(*) FROM material WHERE hash = $1;
