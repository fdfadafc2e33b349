UPDATE stamp SET tries = tries + 1, next_try = $1 WHERE imprint = $2;
