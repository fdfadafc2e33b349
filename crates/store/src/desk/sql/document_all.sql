SELECT filing, hash FROM material UNION SELECT review, hash FROM review_file;
