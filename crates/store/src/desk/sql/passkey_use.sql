-- Of two answers with one counter only the first finds the passkey as it was.
UPDATE passkey SET passkey = $1, used_at = $2 WHERE id = $3 AND passkey = $4;
