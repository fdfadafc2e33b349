-- Folder format 13: the wrapped key of an entry stands with it, and may only be taken away (NULL:
-- destroyed). In a table of its own it was two pages and a statement more of every commit.
CREATE TABLE entry_keyed (
    seq INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    position INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    wrapped BLOB,
    content BLOB NOT NULL,
    leaf BLOB NOT NULL,
    chain BLOB NOT NULL,
    sm3 BLOB,
    UNIQUE (stream, position)
) STRICT;

INSERT INTO entry_keyed
SELECT e.seq, e.stream, e.position, e.recorded_at, e.sealed, k.wrapped, e.content, e.leaf, e.chain,
    e.sm3
FROM entry AS e LEFT JOIN entry_key AS k ON k.seq = e.seq
ORDER BY e.seq;

DROP TABLE entry;
DROP TABLE entry_key;
ALTER TABLE entry_keyed RENAME TO entry;

-- Held against the whole row, not against the columns that a statement names: a row has names that
-- no column has.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
WHEN NEW.wrapped IS NOT NULL
    OR NEW.seq IS DISTINCT FROM OLD.seq
    OR NEW.stream IS DISTINCT FROM OLD.stream
    OR NEW.position IS DISTINCT FROM OLD.position
    OR NEW.recorded_at IS DISTINCT FROM OLD.recorded_at
    OR NEW.sealed IS DISTINCT FROM OLD.sealed
    OR NEW.content IS DISTINCT FROM OLD.content
    OR NEW.leaf IS DISTINCT FROM OLD.leaf
    OR NEW.chain IS DISTINCT FROM OLD.chain
    OR NEW.sm3 IS DISTINCT FROM OLD.sm3
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
