INSERT INTO filing_sealed (id, party, owner, kind, subject, answers, created_at, changed_at, review)
SELECT id, party, owner, kind, $1, $2, created_at, changed_at, review FROM filing WHERE id = $3;
