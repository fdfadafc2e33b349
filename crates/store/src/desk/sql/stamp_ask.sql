INSERT INTO stamp (imprint, asked_at, next_try, tries) VALUES ($1, $2, $2, 0)
ON CONFLICT (imprint) DO NOTHING;
