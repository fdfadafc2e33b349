SELECT scope, hash, scan, found, unread, at FROM looked WHERE scope = $1 AND hash = $2;
