-- Folder format 4: content is sealed. A scope is what belongs together and can be destroyed together:
-- a docket, a draft, the lists. Its key is wrapped by the deployment's (NULL: destroyed) and wraps
-- the keys of its entries, one each.

CREATE TABLE scope (
    name TEXT PRIMARY KEY,
    wrapped BLOB
) STRICT, WITHOUT ROWID;

-- `sealed` holds salt and payload under the entry's own key; `content` is the commitment to both,
-- which the leaf is made of: it stays when the key is destroyed.
CREATE TABLE entry_sealed (
    seq INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    position INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    content BLOB NOT NULL,
    leaf BLOB NOT NULL,
    chain BLOB NOT NULL,
    UNIQUE (stream, position)
) STRICT;

-- Deleting the row destroys the content.
CREATE TABLE entry_key (
    seq INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT;

-- What is read in the place of content that was destroyed, under the key of its scope.
CREATE TABLE redaction (
    seq INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;
CREATE TRIGGER redaction_is_never_changed BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'a redaction is never changed'); END;
CREATE TRIGGER redaction_is_never_deleted BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'a redaction is never deleted'); END;

CREATE TABLE review_sealed (
    stream INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    number TEXT,
    title BLOB NOT NULL,
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

CREATE TABLE review_text_sealed (
    stream INTEGER PRIMARY KEY,
    text BLOB NOT NULL,
    search BLOB NOT NULL
) STRICT;
