SELECT account, key, body FROM answered;
