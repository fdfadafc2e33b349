SELECT hash FROM subtree WHERE level = $1 AND $2 <= place AND place < $3 ORDER BY place;
