DELETE FROM review;
