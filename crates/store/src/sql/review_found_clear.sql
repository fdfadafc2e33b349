DELETE FROM review_found;
