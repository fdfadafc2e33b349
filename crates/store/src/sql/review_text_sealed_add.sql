INSERT INTO review_text_sealed (stream, text, search) VALUES ($1, $2, $3);
