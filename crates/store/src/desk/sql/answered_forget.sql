DELETE FROM answered WHERE answered_at < $1;
