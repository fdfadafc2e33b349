INSERT INTO receipt (seq, scope, request, stream, first, last, number, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
