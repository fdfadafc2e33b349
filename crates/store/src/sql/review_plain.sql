SELECT r.stream, r.title, t.text, t.search
FROM review AS r JOIN review_text AS t ON t.stream = r.stream
WHERE $1 < r.stream ORDER BY r.stream LIMIT 1000;
