INSERT INTO holiday_notice (id, toml, imported_by, imported_at) VALUES ($1, $2, $3, $4);
