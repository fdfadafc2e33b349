INSERT INTO redaction (seq, sealed)
SELECT e.seq, $1 FROM entry AS e JOIN stream AS s ON s.key = e.stream
WHERE s.id = $2 AND e.position = $3;
