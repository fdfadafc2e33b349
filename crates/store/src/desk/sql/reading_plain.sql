SELECT nth, review, read_at || ' ' || account || ' ' || review || ' ' || kind || ' ' || item, note
FROM reading WHERE note IS NOT NULL;
