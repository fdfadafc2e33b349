-- What was found when a content of a filing or a docket was looked at: whether a scanner saw it
-- (clean, found, waiting, or off where there is none), what it found, and what could not be looked
-- into, as words.

CREATE TABLE looked (
    scope TEXT NOT NULL,
    hash BLOB NOT NULL,
    scan TEXT NOT NULL,
    found TEXT,
    unread TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (scope, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX looked_waiting ON looked (scan, at) WHERE scan = 'waiting';
