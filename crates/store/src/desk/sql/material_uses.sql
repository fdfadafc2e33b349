-- In a scope: a draft, or a docket with the draft it came from.
SELECT (SELECT COUNT(*) FROM material AS m JOIN filing AS f ON f.id = m.filing
        WHERE m.hash = $1 AND (f.id = $2 OR f.review = $2))
     + (SELECT COUNT(*) FROM review_file WHERE hash = $1 AND review = $2);
