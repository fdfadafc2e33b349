INSERT INTO number (series, year, last) VALUES ($1, $2, $3)
ON CONFLICT (series, year) DO UPDATE SET last = excluded.last;
