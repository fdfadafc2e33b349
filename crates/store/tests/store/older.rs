//! Folders as older programs laid them out, and what becomes of them.

use rusqlite::Connection;
use store::{Error, Fault, Named, Order, Query, Reading, destroy};

use super::*;

/// Lays a record out as folder format 13 had it: what a review is found by beside how it stands.
pub fn to_format_13(conn: &Connection) {
    conn.execute_batch(
        "CREATE TABLE review_13 (
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
         INSERT INTO review_13
             SELECT stream, position, number, title, party, law, step, conclusion, due_earliest,
                 due_latest, stopped, urgency, waiting_for
             FROM review JOIN review_found USING (stream);
         CREATE TABLE review_text (
             stream INTEGER PRIMARY KEY,
             text BLOB NOT NULL,
             search BLOB NOT NULL
         ) STRICT;
         INSERT INTO review_text SELECT stream, text, search FROM review_found;
         DROP TABLE review;
         DROP TABLE review_found;
         ALTER TABLE review_13 RENAME TO review;
         CREATE INDEX review_by_urgency ON review (urgency, stream);
         CREATE INDEX review_by_party ON review (party, stream) WHERE party IS NOT NULL;
         CREATE UNIQUE INDEX review_by_number ON review (number) WHERE number IS NOT NULL;
         PRAGMA user_version = 13;",
    )
    .unwrap();
}

/// Lays a record out as folder format 12 had it: the keys of entries in a table of their own.
pub fn to_format_12(conn: &Connection) {
    to_format_13(conn);
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

#[test]
fn what_reviews_are_found_by_comes_to_stand_apart_and_lists_say_what_they_said() {
    let (folder, store) = fresh();
    for nth in 1..=30_u32 {
        let mut one = act(&format!("docket {nth}"), 0, "x");
        written(&mut one).projection = Some(Projection {
            position: 1,
            number: nth.is_multiple_of(3).then(|| format!("网审〔2026〕{nth}号")),
            title: format!("采购 {nth}"),
            party: nth.is_multiple_of(2).then(|| format!("org-{}", nth % 4)),
            step: format!("step {}", nth % 5),
            waiting_for: vec!["unit:miit".to_owned(), format!("unit:{nth}")],
            search: "核心交换机".to_owned(),
            ..Projection::default()
        });
        store.append_blocking(one).unwrap();
    }
    let asked = || {
        let newest = Query { order: Order::Newest, limit: 500, ..Query::default() };
        let of_party = Query { party: Some("org-2".to_owned()), ..newest.clone() };
        let found = Query { text: Some("交换机".to_owned()), ..Query::default() };
        [newest, of_party, found, Query::default()]
    };
    let listed = |store: &Store| asked().map(|query| store.list(&query).unwrap());
    let before = listed(&store);
    assert_eq!(before.each_ref().map(|page| page.rows.len()), [30, 8, 30, 30]);
    drop(store);
    let dir = folder.path().join("data");
    let tables = ["SELECT * FROM review", "SELECT * FROM review_found"];
    let laid = tables.map(|table| rows(&dir, table));
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    to_format_13(&conn);
    drop(conn);
    assert_eq!(store::migrate(&dir, keys(), options().random).unwrap(), 13);
    assert!(tables.map(|table| rows(&dir, table)) == laid);
    let store = reopen(&dir);
    assert_eq!(listed(&store), before);
    // No two reviews have one number, as before.
    let mut twice = act("docket 31", 0, "x");
    written(&mut twice).projection = Some(Projection {
        position: 1,
        number: Some("网审〔2026〕3号".to_owned()),
        ..Projection::default()
    });
    let refused = store.append_blocking(twice);
    assert!(matches!(refused, Err(AppendError::Store(Error::NumberUsed(_)))), "{refused:?}");
}
