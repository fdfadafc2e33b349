INSERT INTO number (series, year, last) VALUES ($1, $2, 1)
ON CONFLICT (series, year) DO UPDATE SET last = number.last + 1
RETURNING last;
