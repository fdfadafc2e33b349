SELECT COUNT(*) FROM reading WHERE account = $1;
