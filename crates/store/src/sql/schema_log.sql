-- The log that outsiders check. Beside SHA-256 each entry is a leaf under SM3, of a tree of its own;
-- those that are there get theirs while this statement's trigger is away (schema_log_end.sql puts it
-- back in the same transaction).

DROP TRIGGER entry_is_never_changed;
ALTER TABLE entry ADD COLUMN sm3 BLOB;

CREATE TABLE subtree_sm3 (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- Heads the office has signed, as it signed them; `tree` is sha256 or sm3.
CREATE TABLE checkpoint (
    tree TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (tree, size)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER checkpoint_is_never_changed BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpoint_is_never_deleted BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;

-- What witnesses signed of them, a line each, with its end.
CREATE TABLE cosignature (
    tree TEXT NOT NULL,
    size INTEGER NOT NULL,
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (tree, size, witness)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cosignature_is_never_changed BEFORE UPDATE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a cosignature is never changed'); END;
CREATE TRIGGER cosignature_is_never_deleted BEFORE DELETE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a cosignature is never deleted'); END;
