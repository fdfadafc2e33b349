SELECT token FROM stamp WHERE imprint = $1 AND token IS NOT NULL;
