UPDATE entry SET wrapped = NULL
WHERE wrapped IS NOT NULL AND seq = (
    SELECT e.seq FROM entry AS e JOIN stream AS s ON s.key = e.stream
    WHERE s.id = $1 AND e.position = $2);
