//! Folders as older programs laid them out, and what becomes of them.

use rusqlite::Connection;
use store::{Fault, Named, Reading, destroy};

use super::*;

/// Lays a record out as folder format 12 had it: the keys of entries in a table of their own.
pub fn to_format_12(conn: &Connection) {
    conn.execute_batch(
        "CREATE TABLE entry_key (seq INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
         INSERT INTO entry_key SELECT seq, wrapped FROM entry WHERE wrapped IS NOT NULL;
         CREATE TABLE entry_12 (
             seq INTEGER PRIMARY KEY,
             stream INTEGER NOT NULL,
             position INTEGER NOT NULL,
             recorded_at INTEGER NOT NULL,
             sealed BLOB NOT NULL,
             content BLOB NOT NULL,
             leaf BLOB NOT NULL,
             chain BLOB NOT NULL,
             sm3 BLOB,
             UNIQUE (stream, position)
         ) STRICT;
         INSERT INTO entry_12
             SELECT seq, stream, position, recorded_at, sealed, content, leaf, chain, sm3
             FROM entry ORDER BY seq;
         DROP TABLE entry;
         ALTER TABLE entry_12 RENAME TO entry;
         CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
         BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
         CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
         BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
         PRAGMA user_version = 12;",
    )
    .unwrap();
}

/// Every row of some columns.
pub fn rows(dir: &Path, query: &str) -> Vec<String> {
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    let mut query = conn.prepare(query).unwrap();
    let columns = query.column_count();
    let found = query
        .query_map([], |row| {
            let values: Vec<String> =
                (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            Ok(values.join("|"))
        })
        .unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn keys_that_stood_apart_come_to_stand_with_their_entries() {
    let (folder, store) = fresh();
    for position in 0..40 {
        append(&store, ["a", "b"][position as usize % 2], position / 2, &"text ".repeat(300));
    }
    let mut told = act("office", 0, "destroyed entry 2 of a");
    told.also = Some(destroy::entry(&id("a"), 2, "[destroyed]", "[file]"));
    store.append_blocking(told).unwrap();
    let before = store.head().unwrap();
    let read = |store: &Store| ["a", "b"].map(|stream| store.entries(&id(stream), 0).unwrap());
    let texts = read(&store);
    drop(store);
    let dir = folder.path().join("data");
    let entries = rows(&dir, "SELECT * FROM entry");
    assert_eq!(entries.len(), 41);
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    to_format_12(&conn);
    assert_eq!(rows(&dir, "SELECT * FROM entry_key").len(), 40);
    drop(conn);
    assert_eq!(store::migrate(&dir, keys(), options().random).unwrap(), 12);
    assert!(rows(&dir, "SELECT * FROM entry") == entries);
    assert!(rows(&dir, "SELECT name FROM sqlite_schema WHERE name LIKE 'entry_k%'").is_empty());
    let store = reopen(&dir);
    assert_eq!(read(&store), texts);
    assert_eq!(texts[0][1].reading, Reading::Redacted);
    let found = store.verify(Some(before), |_| ()).unwrap();
    assert_eq!((found.faults, found.destroyed.len()), (vec![], 1));
    append(&store, "a", 20, "and on");
    assert_eq!(store.verify(Some(before), |_| ()).unwrap().faults, []);
    // One place in a docket is still taken once.
    let twice = "INSERT INTO entry SELECT 99, stream, position, recorded_at, sealed, wrapped,
        content, leaf, chain, sm3 FROM entry WHERE seq = 3";
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    let refused = conn.execute_batch(twice).unwrap_err().to_string();
    assert!(refused.contains("UNIQUE"), "{refused}");
}

#[test]
fn a_key_that_was_lost_in_an_older_folder_is_still_told_as_lost() {
    let (folder, store) = fresh();
    append(&store, "a", 0, "text");
    append(&store, "a", 1, "text");
    drop(store);
    let dir = folder.path().join("data");
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    to_format_12(&conn);
    conn.execute_batch("DELETE FROM entry_key WHERE seq = 2").unwrap();
    drop(conn);
    assert_eq!(store::migrate(&dir, keys(), options().random).unwrap(), 12);
    let named = Named { seq: 2, stream: id("a"), position: 2 };
    assert_eq!(reopen(&dir).verify(None, |_| ()).unwrap().faults, [Fault::KeyLost(named)]);
}
