SELECT hash, scan, found, unread, at FROM looked WHERE hash = $1;
