UPDATE factor_reset SET confirmed_by = $1, confirmed_at = $2
WHERE id = $3 AND confirmed_at IS NULL;
