UPDATE reading SET sealed = $1 WHERE nth = $2;
