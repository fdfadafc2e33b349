SELECT request, status, body FROM answered WHERE account = $1 AND key = $2;
