SELECT level, place FROM subtree ORDER BY level, place;
