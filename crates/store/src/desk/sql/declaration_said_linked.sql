-- Declarations of no conflict in spite of a link since $1, newest first: what heads are told.
SELECT account, name, docket, conflict, because, links, said_at FROM declaration_said
WHERE conflict = 0 AND links <> '[]' AND $1 <= said_at ORDER BY nth DESC LIMIT 100;
