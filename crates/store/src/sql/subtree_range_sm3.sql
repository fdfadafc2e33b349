SELECT hash FROM subtree_sm3 WHERE level = $1 AND $2 <= place AND place < $3 ORDER BY place;
