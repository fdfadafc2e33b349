SELECT seq, chain, recorded_at FROM entry ORDER BY seq DESC LIMIT 1;
