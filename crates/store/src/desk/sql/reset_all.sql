SELECT id, account, because, asked_by, asked_as_head, asked_at, confirmed_by, confirmed_at
FROM factor_reset ORDER BY id DESC;
