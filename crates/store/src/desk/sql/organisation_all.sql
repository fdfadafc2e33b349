SELECT id, kind, body, name FROM organisation ORDER BY id;
