UPDATE identity SET used_at = $1 WHERE id = $2;
