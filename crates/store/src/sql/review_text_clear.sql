DELETE FROM review_text;
