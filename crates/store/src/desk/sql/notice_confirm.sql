UPDATE holiday_notice SET confirmed_by = $1, confirmed_at = $2
WHERE id = $3 AND confirmed_by IS NULL;
