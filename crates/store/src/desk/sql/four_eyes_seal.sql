UPDATE four_eyes SET sealed = $1 WHERE id = $2;
