-- A leaver: somebody whose every role is over. Who was never given one is not.
DELETE FROM credential WHERE account IN (
    SELECT account FROM role_grant GROUP BY account
    HAVING max(coalesce(until_day, '9999-12-31')) < $1
);
