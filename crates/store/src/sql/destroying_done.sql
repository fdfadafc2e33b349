DELETE FROM destroying WHERE key = $1 AND hash = $2;
