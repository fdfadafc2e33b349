SELECT secret, made_at, confirmed_at, last_step, used_at FROM totp WHERE account = $1;
