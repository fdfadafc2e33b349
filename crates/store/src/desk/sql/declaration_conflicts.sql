SELECT docket FROM declaration WHERE account = $1 AND conflict = 1;
