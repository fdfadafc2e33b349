INSERT INTO entry_sealed (seq, stream, position, recorded_at, sealed, content, leaf, chain)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
