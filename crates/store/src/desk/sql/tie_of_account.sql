-- Where a person was at home or whose mandate he held, by his own account and by others of the same
-- name, with the days of each role.
SELECT a.id, o.id, o.kind, o.body, o.name, g.role, g.from_day, g.until_day, g.on_behalf_of
FROM account AS own
JOIN account AS a ON a.id = own.id OR trim(a.name) = trim(own.name)
JOIN organisation AS o ON o.id = a.organisation
LEFT JOIN role_grant AS g ON g.account = a.id
WHERE own.id = $1
ORDER BY a.id, g.id;
