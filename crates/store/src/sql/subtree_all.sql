SELECT level, place, hash FROM subtree ORDER BY level, place;
