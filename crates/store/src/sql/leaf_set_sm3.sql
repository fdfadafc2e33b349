UPDATE entry SET sm3 = $1 WHERE seq = $2;
