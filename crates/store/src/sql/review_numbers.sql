SELECT number FROM review_found WHERE number IS NOT NULL;
