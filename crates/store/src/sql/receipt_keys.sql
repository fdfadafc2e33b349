SELECT seq, scope FROM receipt ORDER BY seq DESC LIMIT $1;
