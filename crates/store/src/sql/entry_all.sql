SELECT seq, stream, position, recorded_at, payload, salt, leaf, chain FROM entry ORDER BY seq;
