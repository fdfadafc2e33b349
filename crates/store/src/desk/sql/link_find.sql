SELECT account, ends_at FROM one_time_link WHERE hash = $1;
