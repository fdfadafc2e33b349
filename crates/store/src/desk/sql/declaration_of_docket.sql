SELECT account, conflict FROM declaration WHERE docket = $1;
