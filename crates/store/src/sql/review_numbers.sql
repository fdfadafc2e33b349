SELECT number FROM review WHERE number IS NOT NULL;
