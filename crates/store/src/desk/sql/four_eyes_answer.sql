INSERT INTO four_eyes_answer (request, answer, account, login, name, answered_at)
VALUES ($1, $2, $3, $4, $5, $6);
