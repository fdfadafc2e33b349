//! Tests of what only this crate can ask for: writing beside the record, in one transaction with
//! it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Weak};

use jiff::Timestamp;
use rusqlite::Connection;

use crate::act::Lines;
use crate::batch::{Batch, State};
use crate::keys::Keys;
use crate::numbers::Foreseen;
use crate::vault::Vault;
use crate::writer::{Work, Writer};
use crate::{
    Also, Append, AppendError, Content, Due, Error, NewEntry, Options, Projection, Store, StreamId,
    Written, destroy, folder,
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
        also: Some(Also::new(move |conn| execute(conn, statement))),
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

/// An act that shows its docket so, and does nothing beside.
fn showing(expected: u32, due: Due) -> Append {
    let position = expected + 1;
    let projection = Some(Projection { position, due, ..Projection::default() });
    let entries = vec![NewEntry { payload: "{}".to_owned() }];
    let content = Content::Ready(Written { entries, projection });
    Append { content, also: None, ..act(expected, "") }
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
        store.append(showing(0, Due::None), |done| assert_eq!(done.unwrap().last, 1));
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
fn what_was_shown_in_a_transaction_that_failed_is_shown_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(store(folder.path()));
    store.append_blocking(showing(0, Due::None)).unwrap();
    let (told, outcome) = channel();
    let (within, once) = (Arc::downgrade(&store), AtomicBool::new(true));
    let mut second = showing(1, Due::Stopped);
    // Carried out after it, this makes their transaction fail; each is then carried out alone.
    second.also = Some(Also::new(move |_| {
        if once.swap(false, Ordering::Relaxed) {
            let nothing = Append { content: Content::Ready(Written::default()), ..act(0, "") };
            let other = Append { stream: StreamId::new("other"), also: None, ..nothing };
            within.upgrade().unwrap().append(other, |done| assert!(done.is_err()));
        }
        Ok(())
    }));
    store.append(second, move |done| told.send(done).unwrap());
    assert_eq!(outcome.recv().unwrap().unwrap().last, 2);
    let review = store.review(&StreamId::new("docket")).unwrap().unwrap();
    assert_eq!((review.position, review.due), (2, Due::Stopped));
}

#[test]
fn what_was_decided_on_a_docket_before_it_was_destroyed_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(store(folder.path()));
    let docket = StreamId::new("docket");
    store.append_blocking(showing(0, Due::None)).unwrap();
    let (told, outcome) = channel();
    let within = Arc::downgrade(&store);
    // Handed in by the writer's own thread, both share a transaction; the second was decided, and
    // sealed, when nothing was destroyed yet.
    let both = move |_: &mut Batch<'_>| {
        let (store, told) = (within.upgrade().unwrap(), told.clone());
        let also = destroy::scopes(&["docket".to_owned()], Some(&StreamId::new("docket")));
        let office = Append { stream: StreamId::new("office"), ..act(0, "") };
        let destroys = Append { also: Some(also), ..office };
        store.append(destroys, |done| assert_eq!(done.unwrap().last, 1));
        store.append(showing(1, Due::Stopped), move |done| told.send(done).unwrap());
        Ok::<(), Error>(())
    };
    store.write_then(both, |done| done.unwrap());
    let refused = |done| matches!(done, Err(AppendError::Store(Error::Destroyed(_))));
    assert!(refused(outcome.recv().unwrap()));
    // Nor does it come back with the next transaction, or one that failed.
    assert!(refused(store.append_blocking(showing(1, Due::Stopped))));
    let nothing = Append { content: Content::Ready(Written::default()), ..act(1, "") };
    let failing = Append { stream: StreamId::new("office"), also: None, ..nothing };
    let failed = |done| matches!(done, Err(AppendError::Store(Error::Length)));
    assert!(failed(store.append_blocking(failing)));
    assert!(refused(store.append_blocking(showing(1, Due::Stopped))));
    // Nor does showing it anew, past any act.
    let (told, outcome) = channel();
    let anew = Projection { position: 1, ..Projection::default() };
    store.reproject_then(&docket, anew, move |done| told.send(done).unwrap());
    outcome.recv().unwrap().unwrap();
    let rows = |conn: &Connection| {
        let count = "SELECT (SELECT COUNT(*) FROM review) + (SELECT COUNT(*) FROM review_found)";
        Ok(conn.query_row(count, [], |row| row.get::<_, i64>(0))?)
    };
    assert_eq!(store.read(rows).unwrap(), 0);
    assert_eq!((store.count().unwrap(), store.length(&docket).unwrap()), (2, 1));
    assert_eq!(store.review(&docket).unwrap(), None);
}

#[test]
fn what_shares_a_transaction_with_work_that_panics_is_written_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(store(folder.path()));
    let (told, outcomes) = channel();
    let (within, once) = (Arc::downgrade(&store), AtomicBool::new(true));
    let all = move |_: &mut Batch<'_>| {
        let store = within.upgrade().unwrap();
        // It is asked again itself.
        let again = !once.swap(false, Ordering::Relaxed);
        for nth in (0..5).filter(|_| !again) {
            let told = told.clone();
            let mut one = Append { stream: StreamId::new(&format!("docket-{nth}")), ..act(0, "") };
            if nth == 2 {
                one.also = Some(Also::new(|_| panic!("meant to happen")));
            }
            store.append(one, move |done| told.send((nth, done.unwrap().last)).unwrap());
        }
        Ok::<(), Error>(())
    };
    store.write_then(all, |done| done.unwrap());
    let mut written: Vec<_> = outcomes.iter().collect();
    written.sort_unstable();
    assert_eq!(written, [(0, 1), (1, 1), (3, 1), (4, 1)]);
    assert_eq!(store.count().unwrap(), 4);
    store.append_blocking(act(0, "")).unwrap();
}

/// Work that the disk does not keep, or that must not be asked for at all.
struct Lost {
    writer: Weak<Writer>,
    next: Option<Box<Lost>>,
    told: Sender<&'static str>,
}

impl Work for Lost {
    fn attempt(&mut self, _: &mut Batch<'_>) -> Result<(), Error> {
        self.told.send("asked").unwrap();
        if let Some(next) = self.next.take() {
            self.writer.upgrade().unwrap().submit(next);
        }
        let lost = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_FSYNC);
        Err(Error::Database(rusqlite::Error::SqliteFailure(lost, None)))
    }

    fn done(self: Box<Self>, transaction: Result<(), Error>) -> Option<Lines> {
        assert!(transaction.is_err());
        self.told.send("failed").unwrap();
        None
    }
}

#[test]
fn after_a_flush_that_failed_nothing_is_carried_out() {
    let folder = tempfile::tempdir().unwrap();
    drop(store(folder.path()));
    let dir = folder.path().join("data");
    let receipts = Keys::read(&folder::reading(&dir).unwrap()).unwrap();
    let vault = Vault::new(Some(keys()), Arc::new(|bytes: &mut [u8]| bytes.fill(7)));
    let state = State::open(&dir, receipts, vault, Foreseen::default()).unwrap();
    let writer = Arc::new(Writer::start(state).unwrap());
    let (told, heard) = channel();
    let job = |next| Box::new(Lost { writer: Arc::downgrade(&writer), next, told: told.clone() });
    // The second comes while the first has the database; the writer's thread takes it up.
    writer.submit_waiting(job(Some(job(None))));
    let heard: Vec<_> = heard.iter().take(3).collect();
    assert_eq!(heard, ["asked", "failed", "failed"], "the second is not asked for");
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
