SELECT level, place FROM subtree_sm3 ORDER BY level, place;
