SELECT id, review, name, hash FROM review_file;
