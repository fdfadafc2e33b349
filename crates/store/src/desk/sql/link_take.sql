DELETE FROM one_time_link WHERE hash = $1 RETURNING account, ends_at;
