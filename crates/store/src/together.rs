//! Tests of what only this crate can ask for: writing beside the record, in one transaction with
//! it.

use std::sync::mpsc::channel;
use std::sync::{Arc, Weak};

use jiff::Timestamp;
use rusqlite::Connection;

use crate::batch::Batch;
use crate::{
    Also, Append, AppendError, Content, Error, NewEntry, Options, Projection, Store, StreamId,
    Written,
};

/// The keys of every folder here.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

fn store(dir: &std::path::Path) -> Store {
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    let store =
        Store::create(&dir.join("data"), Options { random, readers: 1, keys: keys() }).unwrap();
    let table = "CREATE TABLE beside (text TEXT NOT NULL UNIQUE) STRICT";
    store.write(move |conn| execute(conn, table)).unwrap();
    store
}

fn execute(conn: &Connection, statement: &str) -> Result<(), Error> {
    Ok(conn.execute_batch(statement)?)
}

fn beside(store: &Store) -> i64 {
    store.read(count).unwrap()
}

fn act(expected: u32, statement: &'static str) -> Append {
    Append {
        stream: StreamId::new("docket"),
        expected,
        recorded_at: Timestamp::UNIX_EPOCH,
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: "{}".to_owned() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: Some(Also(Box::new(move |conn| execute(conn, statement)))),
    }
}

fn count(conn: &Connection) -> Result<i64, Error> {
    Ok(conn.query_row("SELECT COUNT(*) FROM beside", [], |row| row.get(0))?)
}

#[test]
fn what_comes_while_another_is_carried_out_shares_its_transaction() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(store(folder.path()));
    let (told, outcome) = channel();
    let within = Arc::downgrade(&store);
    let first = move |batch: &mut Batch<'_>| {
        execute(batch.conn, "INSERT INTO beside VALUES ('a')")?;
        let (told, reading) = (told.clone(), Weak::clone(&within));
        let second = move |batch: &mut Batch<'_>| {
            let here = count(batch.conn)?;
            Ok::<_, Error>((here, reading.upgrade().map(|store| beside(&store))))
        };
        let done = move |seen: Result<_, _>| told.send(seen).unwrap();
        within.upgrade().unwrap().write_then(second, done);
        Ok::<(), Error>(())
    };
    store.write_then(first, |done| done.unwrap());
    assert_eq!(outcome.recv().unwrap().unwrap(), (1, Some(0)), "written, and to be seen by nobody");
    assert_eq!(beside(&store), 1);
}

#[test]
fn what_is_done_beside_comes_after_what_was_shown_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(store(folder.path()));
    let (told, outcome) = channel();
    let within = Arc::downgrade(&store);
    // Handed in by the writer's own thread, both are carried out one after the other.
    let both = move |_: &mut Batch<'_>| {
        let (store, told) = (within.upgrade().unwrap(), told.clone());
        let mut shown = act(0, "");
        shown.also = None;
        let projection = Some(Projection { position: 1, ..Projection::default() });
        let entries = vec![NewEntry { payload: "{}".to_owned() }];
        shown.content = Content::Ready(Written { entries, projection });
        store.append(shown, |done| assert_eq!(done.unwrap().last, 1));
        let unlist = |batch: &mut Batch<'_>| execute(batch.conn, "DELETE FROM review");
        store.write_then(unlist, move |done| told.send(done).unwrap());
        Ok::<(), Error>(())
    };
    store.write_then(both, |done| done.unwrap());
    outcome.recv().unwrap().unwrap();
    assert_eq!(store.count().unwrap(), 1);
    assert_eq!(store.review(&StreamId::new("docket")).unwrap(), None);
}

#[test]
fn work_that_fails_is_undone_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let twice = "INSERT INTO beside VALUES ('a'); INSERT INTO beside VALUES ('a')";
    let failed = store.write(move |conn| execute(conn, twice));
    assert!(matches!(failed, Err(Error::Database(_))));
    assert_eq!(beside(&store), 0);
    let once = "INSERT INTO beside VALUES ('a')";
    store.write(move |conn| execute(conn, once)).unwrap();
    assert_eq!(beside(&store), 1);
}

#[test]
fn an_act_and_what_goes_with_it_are_written_both_or_neither() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let insert = "INSERT INTO beside VALUES ('a')";
    store.append_blocking(act(0, insert)).unwrap();
    assert_eq!((store.count().unwrap(), beside(&store)), (1, 1));
    let refused = store.append_blocking(act(1, insert));
    assert!(matches!(refused, Err(AppendError::Store(Error::Database(_)))));
    assert_eq!((store.count().unwrap(), beside(&store)), (1, 1));
    let moved = store.append_blocking(act(0, "DELETE FROM beside"));
    assert!(matches!(moved, Err(AppendError::Moved { length: 1 })));
    assert_eq!((store.count().unwrap(), beside(&store)), (1, 1));
}
