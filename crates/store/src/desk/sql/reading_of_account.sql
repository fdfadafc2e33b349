-- Of a person, the newest first, after so many that are newer.
SELECT nth, read_at, account, name, organisation, role, review, kind, item, owner, purpose, note,
    emergency
FROM reading WHERE account = $1 ORDER BY nth DESC LIMIT $2 OFFSET $3;
