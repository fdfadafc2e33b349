SELECT sm3 FROM digest WHERE sha256 = $1;
