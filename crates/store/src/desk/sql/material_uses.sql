SELECT (SELECT COUNT(*) FROM material WHERE hash = $1)
     + (SELECT COUNT(*) FROM review_file WHERE hash = $1);
