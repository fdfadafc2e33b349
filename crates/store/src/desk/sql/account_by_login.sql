-- Whoever writes a login in capitals is nobody else. Of two that were made before this was so, the
-- one written exactly thus.
SELECT a.id, a.login, a.name, a.password IS NOT NULL AS enters, a.locked, o.id AS organisation, o.kind, o.body,
    o.name AS organisation_name
FROM account AS a JOIN organisation AS o ON o.id = a.organisation
WHERE a.login = $1 COLLATE NOCASE
ORDER BY a.login <> $1
LIMIT 1;
