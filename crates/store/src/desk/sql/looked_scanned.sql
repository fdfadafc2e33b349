UPDATE looked SET scan = $1, found = $2, at = $3 WHERE scope = $4 AND hash = $5;
