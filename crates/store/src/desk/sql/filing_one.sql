SELECT id, party, owner, kind, subject, answers, created_at, changed_at, review FROM filing WHERE id = $1;
