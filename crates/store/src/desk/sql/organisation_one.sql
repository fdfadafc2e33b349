SELECT id, kind, body, name FROM organisation WHERE id = $1;
