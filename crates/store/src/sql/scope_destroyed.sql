SELECT name FROM scope WHERE wrapped IS NULL ORDER BY name;
