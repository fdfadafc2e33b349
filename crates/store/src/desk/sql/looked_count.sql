SELECT count(*) FROM looked WHERE scan = $1;
