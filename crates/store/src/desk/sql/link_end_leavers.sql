DELETE FROM one_time_link WHERE account IN (
    SELECT account FROM role_grant GROUP BY account
    HAVING max(coalesce(until_day, '9999-12-31')) < $1
);
