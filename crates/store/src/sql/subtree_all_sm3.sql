SELECT level, place, hash FROM subtree_sm3 ORDER BY level, place;
