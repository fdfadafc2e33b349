-- What an office keeps beside its record: who may come in, and what is not yet handed in. Unlike the
-- record it is changed and deleted. Times are microseconds since 1970 in UTC, days ISO 8601 (Beijing).

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    body TEXT,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    password TEXT,
    locked INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE role_grant (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    on_behalf_of TEXT,
    granted_by TEXT,
    granted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX role_grant_by_account ON role_grant (account);

-- Sessions of pages and tokens of programs: only the hash of what the holder shows.
CREATE TABLE credential (
    hash BLOB PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_by_account ON credential (account);

CREATE TABLE one_time_link (
    hash BLOB PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE declaration (
    account TEXT NOT NULL,
    docket TEXT NOT NULL,
    conflict INTEGER NOT NULL,
    declared_at INTEGER NOT NULL,
    PRIMARY KEY (account, docket)
) STRICT, WITHOUT ROWID;
CREATE INDEX declaration_by_docket ON declaration (docket);

CREATE TABLE filing (
    id TEXT PRIMARY KEY,
    party TEXT NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    answers TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    review TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX filing_by_party ON filing (party, id);

CREATE TABLE material (
    filing TEXT NOT NULL,
    material TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    PRIMARY KEY (filing, material)
) STRICT, WITHOUT ROWID;
CREATE INDEX material_by_hash ON material (hash);

CREATE TABLE holiday_notice (
    id TEXT PRIMARY KEY,
    toml TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    confirmed_by TEXT,
    confirmed_at INTEGER
) STRICT, WITHOUT ROWID;

-- What was answered to a request outside the record sent under a key.
CREATE TABLE answered (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
