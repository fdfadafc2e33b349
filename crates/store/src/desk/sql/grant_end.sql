UPDATE role_grant SET until_day = $1 WHERE id = $2;
