UPDATE emergency SET sealed = $1 WHERE id = $2;
