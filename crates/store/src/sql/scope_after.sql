SELECT name, wrapped FROM scope WHERE $1 < name AND wrapped IS NOT NULL ORDER BY name LIMIT $2;
