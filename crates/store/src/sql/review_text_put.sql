-- The text seldom changes: most of the time this only looks.
INSERT INTO review_text (stream, text, search) VALUES ($1, $2, $3)
ON CONFLICT (stream) DO UPDATE SET text = excluded.text, search = excluded.search
WHERE review_text.text <> excluded.text OR review_text.search <> excluded.search;
