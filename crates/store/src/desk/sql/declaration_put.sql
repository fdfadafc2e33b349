-- A conflict once declared stays: who has one cannot declare it away.
INSERT INTO declaration (account, docket, conflict, declared_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (account, docket) DO UPDATE SET
    conflict = MAX(declaration.conflict, excluded.conflict), declared_at = excluded.declared_at;
