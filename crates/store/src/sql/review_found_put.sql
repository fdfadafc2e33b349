INSERT INTO review_found (stream, number, title, party, text, search)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (stream) DO UPDATE SET
    number = excluded.number, title = excluded.title, party = excluded.party,
    text = excluded.text, search = excluded.search;
