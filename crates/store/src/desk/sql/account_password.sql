SELECT password FROM account WHERE id = $1;
