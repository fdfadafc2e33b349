-- Folder format 4: what a draft says, how files are called and what was answered is sealed, each
-- under the key of its scope.
CREATE TABLE filing_sealed (
    id TEXT PRIMARY KEY,
    party TEXT NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    answers BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    review TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE material_sealed (
    filing TEXT NOT NULL,
    material TEXT NOT NULL,
    name BLOB NOT NULL,
    media_type TEXT NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (filing, material)
) STRICT, WITHOUT ROWID;

CREATE TABLE review_file_sealed (
    id TEXT PRIMARY KEY,
    review TEXT NOT NULL,
    owner TEXT NOT NULL,
    name BLOB NOT NULL,
    media_type TEXT NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    entry INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE answered_sealed (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
