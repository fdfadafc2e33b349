//! The store as its callers see it, and as somebody sees it who gets at its files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; one of them starts processes and waits for them"
)]

mod blobs;
mod conformance;
mod destroyed;
mod folder;
mod free_texts;
mod kill;
mod lists;
mod log;
mod older;
mod proofs;
mod sealed;
mod tamper;
mod two;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use store::{
    Append, AppendError, Content, Due, NewEntry, Options, Projection, Reading, Receipt, Standing,
    Store, Stored, StreamId, Written,
};
use tempfile::TempDir;

/// The keys of every folder here.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

/// Salts that differ and can be had again.
fn options() -> Options {
    let next = AtomicU64::new(1);
    Options {
        random: Arc::new(move |bytes: &mut [u8]| {
            let mut state = next.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed) | 1;
            for byte in bytes {
                state = xorshift(state);
                *byte = state.to_be_bytes()[0];
            }
        }),
        readers: 2,
        keys: keys(),
    }
}

fn xorshift(mut state: u64) -> u64 {
    state ^= state << 13;
    state ^= state >> 7;
    state ^ state << 17
}

/// A new store; the folder goes when it is dropped.
fn fresh() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("data"), options()).unwrap();
    (folder, store)
}

fn reopen(dir: &Path) -> Store {
    Store::open(dir, options()).unwrap()
}

fn id(name: &str) -> StreamId {
    StreamId::new(name)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

/// One entry, to be appended after `expected` others.
fn act(stream: &str, expected: u32, payload: &str) -> Append {
    Append {
        stream: id(stream),
        expected,
        recorded_at: at(i64::from(expected)),
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: payload.to_owned() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: None,
    }
}

fn written(append: &mut Append) -> &mut Written {
    match &mut append.content {
        Content::Ready(written) => written,
        Content::Numbered(_) => unreachable!("made by `act`"),
    }
}

fn append(store: &Store, stream: &str, expected: u32, payload: &str) -> Receipt {
    store.append_blocking(act(stream, expected, payload)).unwrap()
}

fn payloads(store: &Store, stream: &str) -> Vec<String> {
    let entries = store.entries(&id(stream), 0).unwrap();
    entries.into_iter().map(|entry| entry.payload).collect()
}

fn moved(outcome: Result<Receipt, AppendError>) -> u32 {
    match outcome {
        Err(AppendError::Moved { length }) => length,
        other => panic!("not moved: {other:?}"),
    }
}

/// The view of a stream that any program would compute: here from the number and the last of its
/// entries.
fn project(stream: &StreamId, entries: &[Stored]) -> Option<Projection> {
    let last = entries.last()?;
    let day = jiff::civil::date(2026, 1, 1);
    let day = day.saturating_add(jiff::Span::new().days(last.position));
    Some(Projection {
        position: last.position,
        number: None,
        title: format!("{stream} {}", last.payload),
        party: None,
        law: "measures-2022".to_owned(),
        step: format!("step-{}", last.position % 3),
        standing: Standing::Open,
        due: Due::Within { earliest: day, latest: day },
        waiting_for: vec!["office".to_owned()],
        search: String::new(),
    })
}

fn sound(store: &Store) -> u64 {
    let verified = store.verify(None, |_| ()).unwrap();
    assert_eq!(verified.faults, [], "the record is sound");
    assert_eq!(verified.count, 0);
    verified.head.size
}
