INSERT INTO entry (seq, stream, position, recorded_at, sealed, wrapped, content, leaf, chain, sm3)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
