SELECT scope, hash, scan, found, unread, at FROM looked WHERE scan = 'waiting' ORDER BY at LIMIT $1;
