SELECT MAX(size) FROM cosignature WHERE tree = $1 AND witness = $2;
