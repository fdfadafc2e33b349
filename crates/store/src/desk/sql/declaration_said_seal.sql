UPDATE declaration_said SET sealed = $1 WHERE nth = $2;
