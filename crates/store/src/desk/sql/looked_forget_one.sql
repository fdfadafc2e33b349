DELETE FROM looked WHERE scope = $1 AND hash = $2;
