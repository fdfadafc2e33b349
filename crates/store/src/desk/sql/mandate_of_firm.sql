-- The mandates that anybody of a law firm held: whose, and the days.
SELECT g.on_behalf_of, g.from_day, g.until_day
FROM role_grant AS g JOIN account AS a ON a.id = g.account
WHERE a.organisation = $1 AND g.role = 'counsel' AND g.on_behalf_of IS NOT NULL
ORDER BY g.id;
