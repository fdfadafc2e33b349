SELECT place, hash FROM subtree WHERE level = $1 AND $2 <= place ORDER BY place LIMIT $3;
