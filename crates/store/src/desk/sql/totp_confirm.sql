UPDATE totp SET confirmed_at = $1, last_step = $2 WHERE account = $3 AND confirmed_at IS NULL;
