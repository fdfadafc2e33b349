-- Newest first: one, or those whose hour ends after $2, or all.
SELECT e.id, e.account, e.name, e.role, e.review, e.because, e.began_at, e.ends_at, x.name,
    x.ended_at
FROM emergency AS e LEFT JOIN emergency_end AS x ON x.emergency = e.id
WHERE ($1 IS NULL OR e.id = $1) AND ($2 IS NULL OR $2 < e.ends_at)
ORDER BY e.began_at DESC, e.id DESC LIMIT 500;
