SELECT hash FROM material WHERE filing = $1 UNION SELECT hash FROM review_file WHERE review = $1;
