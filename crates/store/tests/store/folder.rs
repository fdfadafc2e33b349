//! The data folder: who may open it, copies of it.

use std::sync::atomic::AtomicBool;

use rusqlite::Connection;
use store::{Error, Reader};

use super::*;

#[test]
fn one_process_writes_and_others_read() {
    let (folder, store) = fresh();
    let dir = folder.path().join("data");
    assert!(matches!(Store::open(&dir, options()), Err(Error::InUse(_))));
    assert!(matches!(store::migrate(&dir, keys(), options().random), Err(Error::InUse(_))));
    let reader = Reader::open(&dir, 1, None).unwrap();
    append(&store, "docket", 0, "x");
    assert_eq!(reader.length(&id("docket")).unwrap(), 1);
    drop(store);
    append(&reopen(&dir), "docket", 1, "y");
    assert_eq!(reader.length(&id("docket")).unwrap(), 2);
}

#[test]
fn a_folder_that_is_none_of_ours_is_left_alone() {
    let (folder, _store) = fresh();
    let full = folder.path().join("data");
    assert!(matches!(Store::create(&full, options()), Err(Error::NotEmpty(_))));
    let none = folder.path().join("none");
    assert!(matches!(Store::open(&none, options()), Err(Error::NoFolder(_))));
    assert!(!none.exists());
    let foreign = tempfile::tempdir().unwrap();
    let conn = Connection::open(foreign.path().join("anshen.db")).unwrap();
    conn.execute_batch("CREATE TABLE t (x)").unwrap();
    let opened = Store::open(foreign.path(), options());
    assert!(matches!(opened, Err(Error::NoFolder(_))));
}

#[test]
fn an_older_program_refuses_a_newer_folder() {
    let (folder, store) = fresh();
    let dir = folder.path().join("data");
    drop(store);
    tamper::spoil(&dir, "PRAGMA user_version = 99");
    let newer = |outcome: Result<(), Error>| match outcome {
        Err(Error::NewerFolder { found, .. }) => assert_eq!(found, 99),
        other => panic!("{other:?}"),
    };
    newer(Store::open(&dir, options()).map(drop));
    newer(Reader::open(&dir, 1, None).map(drop));
    newer(store::migrate(&dir, keys(), options().random).map(drop));
    newer(store::restore(&dir, &folder.path().join("copy")).map(drop));
}

#[test]
fn an_older_folder_is_migrated_first() {
    let folder = tempfile::tempdir().unwrap();
    // Format 0 is a database of ours with nothing in it yet.
    let conn = Connection::open(folder.path().join("anshen.db")).unwrap();
    conn.execute_batch("PRAGMA application_id = 0x414E5348; VACUUM").unwrap();
    drop(conn);
    let opened = Store::open(folder.path(), options());
    assert!(matches!(opened, Err(Error::OlderFolder { found: 0, .. })));
    assert_eq!(store::migrate(folder.path(), keys(), options().random).unwrap(), 0);
    let store = reopen(folder.path());
    append(&store, "docket", 0, "x");
    drop(store);
    assert!(
        0 < store::migrate(folder.path(), keys(), options().random).unwrap(),
        "nothing left to do"
    );
    assert_eq!(sound(&reopen(folder.path())), 1);
}

#[test]
fn a_copy_taken_under_load_is_whole() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "0");
    let mut writer = store.blobs("docket").unwrap().writer().unwrap();
    writer.write(b"material").unwrap();
    let hash = writer.finish().unwrap();
    let end = AtomicBool::new(false);
    let (backup, restored) = (folder.path().join("backup"), folder.path().join("restored"));
    let (copied, acknowledged) = std::thread::scope(|scope| {
        let load = scope.spawn(|| {
            let mut length = 1;
            while !end.load(Ordering::Relaxed) || length < 50 {
                append(&store, "docket", length, "x");
                length += 1;
            }
        });
        while store.length(&id("docket")).unwrap() < 20 {
            std::thread::yield_now();
        }
        let acknowledged = store.length(&id("docket")).unwrap();
        let copied = store.backup(&backup).unwrap();
        end.store(true, Ordering::Relaxed);
        load.join().unwrap();
        (copied, acknowledged)
    });
    assert!(u64::from(acknowledged) <= copied.head.size && copied.blobs == 1);
    assert!(matches!(store.backup(&backup), Err(Error::NotEmpty(_))));
    let put_back = store::restore(&backup, &restored).unwrap();
    assert_eq!(put_back.head, copied.head);
    let again = reopen(&restored);
    assert_eq!(sound(&again), copied.head.size);
    let (_, path) = store.consistency(copied.head.size).unwrap();
    let now = store.head().unwrap();
    assert_eq!(ledger::verify_consistency(&copied.head, &now, &path), Ok(()));
    assert!(matches!(again.blobs("docket").unwrap().check(&hash), Ok(store::Kept::Whole(_))));
    append(&again, "docket", again.length(&id("docket")).unwrap(), "goes on");
}

/// Permission bits of everything below a folder and of itself, by name.
#[cfg(unix)]
fn modes(dir: &std::path::Path) -> Vec<(String, u32)> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let mut found = vec![(dir.display().to_string(), mode(dir))];
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(modes(&path));
        } else {
            found.push((path.display().to_string(), mode(&path)));
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn nobody_else_may_open_a_folder_nor_its_copies() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, store) = fresh();
    let [data, backup, restored] =
        ["data", "backup", "restored"].map(|name| folder.path().join(name));
    append(&store, "docket", 0, "x");
    let mut writer = store.blobs("docket").unwrap().writer().unwrap();
    writer.write(b"material").unwrap();
    writer.finish().unwrap();
    store.backup(&backup).unwrap();
    store::restore(&backup, &restored).unwrap();
    // The umask of the test is that of whoever runs it: what is there is what was asked for.
    for dir in [&data, &backup, &restored] {
        for (name, mode) in modes(dir) {
            let expected = if std::path::Path::new(&name).is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode, expected, "{name}");
        }
    }
    drop(store);
    // As an older program left it.
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    store::migrate(&data, keys(), options().random).unwrap();
    assert_eq!(modes(&data)[0].1, 0o700);
}
