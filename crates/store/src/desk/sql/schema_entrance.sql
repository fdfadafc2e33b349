-- By what people come in besides a password. A secret of theirs lies here under the office's key;
-- of what can be known again by its hash there is the hash alone.

-- From where and with what a session is used; when its holder last showed a factor.
ALTER TABLE credential ADD COLUMN device TEXT;
ALTER TABLE credential ADD COLUMN address TEXT;
ALTER TABLE credential ADD COLUMN used_at INTEGER;
ALTER TABLE credential ADD COLUMN proved_at INTEGER;

-- One-time passwords (RFC 6238). Not in use until confirmed; a time step is used once.
CREATE TABLE totp (
    account TEXT PRIMARY KEY REFERENCES account (id),
    secret BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_code (
    account TEXT NOT NULL REFERENCES account (id),
    hash BLOB NOT NULL,
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

-- A passkey is found by the id its authenticator gave it. `passkey` is its public key and counter.
CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    credential BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    passkey TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_by_account ON passkey (account);

-- Who an account's holder is elsewhere: a subject of an issuer, or a certificate.
CREATE TABLE identity (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    bound_by TEXT,
    bound_at INTEGER NOT NULL,
    used_at INTEGER,
    UNIQUE (kind, issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_by_account ON identity (account);

-- Factors somebody lost: asked for by one, confirmed by another.
CREATE TABLE factor_reset (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    -- Sealed under the key of what concerns the house.
    because BLOB NOT NULL,
    asked_by TEXT NOT NULL,
    asked_as_head INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    confirmed_by TEXT,
    confirmed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX factor_reset_by_account ON factor_reset (account);
