SELECT nth, docket, account || ' ' || docket || ' ' || said_at, because
FROM declaration_said WHERE because IS NOT NULL;
