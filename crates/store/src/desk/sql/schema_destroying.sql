-- What is destroyed and may not be off the disk yet: documents by the name of the key they lie under
-- and their hash; a row without a hash for what the database's own log may still hold. Rows go when
-- it is done; after a crash it is done at the next start.

CREATE TABLE destroying (
    key TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (key, hash)
) STRICT, WITHOUT ROWID;
