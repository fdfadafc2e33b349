SELECT id, party, owner, kind, subject, answers, created_at, changed_at, review
FROM filing WHERE party = $1 AND $2 < id ORDER BY id LIMIT $3;
