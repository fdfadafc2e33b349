SELECT wrapped FROM scope WHERE name = $1;
