-- Files sent for a running review. One that an act names is on record, in the act's entry: its row
-- stays, so that its content does. One that none names yet is its sender's, who may take it back.

CREATE TABLE review_file (
    id TEXT PRIMARY KEY,
    review TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at INTEGER NOT NULL,
    entry INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX review_file_by_review ON review_file (review, id);
CREATE INDEX review_file_by_hash ON review_file (hash);
