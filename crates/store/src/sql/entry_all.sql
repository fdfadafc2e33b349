SELECT seq, stream, position, recorded_at, payload, salt, leaf, chain, sm3 FROM entry ORDER BY seq;
