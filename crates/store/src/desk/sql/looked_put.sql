-- looked_put.sql: a content is looked at again whenever it comes again; the last look holds, but a
-- scanner that is away or off takes back nothing that one said
INSERT INTO looked (scope, hash, scan, found, unread, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (scope, hash) DO UPDATE SET
    scan = CASE WHEN excluded.scan IN ('clean', 'found') OR looked.scan = 'off'
        THEN excluded.scan ELSE looked.scan END,
    found = CASE WHEN excluded.scan IN ('clean', 'found') THEN excluded.found ELSE looked.found END,
    unread = excluded.unread,
    at = excluded.at;
