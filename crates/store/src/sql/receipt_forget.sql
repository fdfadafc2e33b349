DELETE FROM receipt WHERE recorded_at < $1;
