DELETE FROM one_time_link WHERE account = $1;
