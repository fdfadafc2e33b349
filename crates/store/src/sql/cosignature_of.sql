SELECT line FROM cosignature WHERE tree = $1 AND size = $2 ORDER BY witness;
