SELECT id FROM review_file WHERE review = $1 AND entry = $2;
