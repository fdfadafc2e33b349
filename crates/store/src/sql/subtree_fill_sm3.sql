INSERT INTO subtree_sm3 (level, place, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
