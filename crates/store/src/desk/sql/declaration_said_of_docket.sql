SELECT account, name, docket, conflict, because, links, said_at FROM declaration_said
WHERE docket = $1 ORDER BY nth;
