INSERT INTO purpose (credential, review, purpose, note, stated_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (credential, review) DO UPDATE SET
    purpose = excluded.purpose, note = excluded.note, stated_at = excluded.stated_at;
