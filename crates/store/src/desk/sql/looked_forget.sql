DELETE FROM looked WHERE scope = $1;
