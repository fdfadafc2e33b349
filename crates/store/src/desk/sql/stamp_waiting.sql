SELECT imprint, tries FROM stamp WHERE token IS NULL AND next_try <= $1 ORDER BY next_try LIMIT $2;
