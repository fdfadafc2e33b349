SELECT last FROM number WHERE series = $1 AND year = $2;
