-- Of a review, the newest first, before $1.
SELECT nth, read_at, account, name, organisation, role, review, kind, item, owner, purpose, note,
    emergency
FROM reading WHERE nth < $1 AND review = $2 ORDER BY nth DESC LIMIT $3;
