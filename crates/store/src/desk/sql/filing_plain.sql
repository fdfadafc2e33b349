SELECT id, subject, answers, review FROM filing;
