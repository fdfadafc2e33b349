SELECT id, toml, imported_by, imported_at, confirmed_by, confirmed_at FROM holiday_notice WHERE id = $1;
