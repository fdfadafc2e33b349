-- Of what an organisation gave in a review, the newest first.
SELECT nth, read_at, account, name, organisation, role, review, kind, item, owner, purpose, note,
    emergency
FROM reading WHERE review = $1 AND owner = $2 ORDER BY nth DESC LIMIT $3;
