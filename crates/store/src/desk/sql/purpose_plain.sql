SELECT credential || ' ' || review, review, credential || ' ' || review, note
FROM purpose WHERE note IS NOT NULL;
