-- The record as folder format 1 lays it out. Times are microseconds since 1970 in UTC, days are
-- ISO 8601 text (Beijing), hashes are 32 bytes.

CREATE TABLE stream (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;

-- Entry `seq` is leaf `seq` - 1 of the ledger; positions count from 1 within a stream.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    position INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    salt BLOB NOT NULL,
    leaf BLOB NOT NULL,
    chain BLOB NOT NULL,
    UNIQUE (stream, position)
) STRICT;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- One for each commit.
CREATE TABLE head (
    size INTEGER PRIMARY KEY,
    root BLOB NOT NULL
) STRICT;

CREATE TRIGGER head_is_never_changed BEFORE UPDATE ON head
BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;
CREATE TRIGGER head_is_never_deleted BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END;

-- Roots of complete subtrees of 256, 65,536, … leaves: a proof reads hundreds of hashes, not all.
CREATE TABLE subtree (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- What was answered to an act sent under a key, by its last entry; forgotten after a while.
CREATE TABLE receipt (
    seq INTEGER PRIMARY KEY,
    scope BLOB NOT NULL,
    request BLOB NOT NULL,
    stream INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    number INTEGER,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE number (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;

-- Projections: never the truth, written with the entries, rebuilt from them.
CREATE TABLE review (
    stream INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    party TEXT,
    law TEXT NOT NULL,
    step TEXT NOT NULL,
    conclusion TEXT,
    due_earliest TEXT,
    due_latest TEXT,
    stopped INTEGER NOT NULL,
    urgency TEXT NOT NULL,
    waiting_for TEXT NOT NULL
) STRICT;

CREATE INDEX review_by_urgency ON review (urgency, stream);

-- `text` is what is searched (folded), `search` what was given for it.
CREATE TABLE review_text (
    stream INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    search TEXT NOT NULL
) STRICT;
