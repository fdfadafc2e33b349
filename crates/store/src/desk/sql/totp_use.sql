-- Nothing changes where the step was used already, so that of two requests at once one comes in.
UPDATE totp SET last_step = $1, used_at = $2
WHERE account = $3 AND last_step < $1 AND confirmed_at IS NOT NULL;
