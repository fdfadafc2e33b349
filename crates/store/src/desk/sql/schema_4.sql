-- What was found when a content was looked at: whether a scanner saw it (clean, found, waiting, or
-- off where there is none), what it found, and what could not be looked into, as words.

CREATE TABLE looked (
    hash BLOB PRIMARY KEY,
    scan TEXT NOT NULL,
    found TEXT,
    unread TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX looked_waiting ON looked (scan, at) WHERE scan = 'waiting';
