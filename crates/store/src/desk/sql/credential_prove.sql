UPDATE credential SET proved_at = $1 WHERE id = $2;
