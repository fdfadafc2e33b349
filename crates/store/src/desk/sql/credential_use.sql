UPDATE credential SET used_at = $1, address = coalesce($2, address) WHERE id = $3;
