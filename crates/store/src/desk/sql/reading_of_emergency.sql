SELECT COUNT(*) FROM reading WHERE review = $1 AND emergency = $2;
