-- Newest first: one, or those about a thing, or all.
SELECT f.id, f.deed, f.about, f.because, f.account, f.login, f.name, f.asked_at, f.ends_at,
    a.answer, a.name, a.answered_at, u.used_at
FROM four_eyes AS f
LEFT JOIN four_eyes_answer AS a ON a.request = f.id
LEFT JOIN four_eyes_use AS u ON u.request = f.id
WHERE ($1 IS NULL OR f.id = $1) AND ($2 IS NULL OR f.about = $2)
ORDER BY f.asked_at DESC, f.id DESC LIMIT 500;
