SELECT sm3 FROM entry WHERE $1 <= seq AND seq < $2 ORDER BY seq;
