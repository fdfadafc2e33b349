INSERT INTO review_text (stream, text, search) VALUES ($1, $2, $3)
ON CONFLICT (stream) DO UPDATE SET text = excluded.text, search = excluded.search;
