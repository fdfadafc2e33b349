DELETE FROM credential WHERE ends_at < $1;
