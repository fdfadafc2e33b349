SELECT count(*) FROM stamp WHERE token IS NULL;
