-- The newest first, before $1.
SELECT nth, read_at, account, name, organisation, role, review, kind, item, owner, purpose, note,
    emergency
FROM reading WHERE nth < $1 ORDER BY nth DESC LIMIT $2;
