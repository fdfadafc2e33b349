DELETE FROM factor_reset WHERE id = $1 AND confirmed_at IS NULL;
