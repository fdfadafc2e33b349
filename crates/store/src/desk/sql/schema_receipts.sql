-- SM3 of files that are kept by their SHA-256: worked out once, when a receipt first names the file,
-- and known after the content is destroyed.
CREATE TABLE digest (
    sha256 BLOB PRIMARY KEY,
    sm3 BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Time stamps (RFC 3161) of what receipts sign, by SHA-256 of it: asked for once, fetched when the
-- authority answers. Hashes alone: nothing of a case stands here.
CREATE TABLE stamp (
    imprint BLOB PRIMARY KEY,
    asked_at INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    got_at INTEGER,
    token BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX stamp_waiting ON stamp (next_try) WHERE token IS NULL;
