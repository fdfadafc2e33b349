UPDATE stamp SET token = $1, got_at = $2 WHERE imprint = $3 AND token IS NULL;
