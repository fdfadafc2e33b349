//! Content that was destroyed is gone with its word or not at all, whenever the machine stops.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use store::desk::file::{self, ReviewFile};
use store::desk::paper::{self, Answered};
use store::{Error, Hash, Kept, destroy};

use super::*;

const FOLDER: &str = "STORE_DESTROY_FOLDER";
const ROUNDS: u64 = 25;

/// A docket with an entry and a file that a row names.
fn docket(store: &Store, name: &str) -> Hash {
    append(store, name, 0, "words");
    let blobs = store.blobs(name).unwrap();
    let mut writer = blobs.writer().unwrap();
    writer.write(format!("document of {name}").as_bytes()).unwrap();
    let hash = writer.finish().unwrap();
    let row = ReviewFile {
        id: format!("file of {name}"),
        review: name.to_owned(),
        owner: "party".to_owned(),
        name: "source.zip".to_owned(),
        media_type: "application/zip".to_owned(),
        hash: *hash.as_bytes(),
        bytes: 1,
        uploaded_by: "user".to_owned(),
        uploaded_at: at(0),
        entry: None,
    };
    store.desk_blocking(move |conn| file::add(conn, &blobs, &row)).unwrap();
    hash
}

fn told(store: &Store, text: &str, also: store::Also) -> Result<Receipt, AppendError> {
    let mut told = act("office", store.length(&id("office")).unwrap(), text);
    told.also = Some(also);
    store.append_blocking(told)
}

/// Whether a document is there, by the docket that names it.
fn is_there(store: &Store, name: &str, hash: &Hash) -> bool {
    matches!(store.blobs(name).unwrap().check(hash).unwrap(), Kept::Whole(_))
}

fn files_of(dir: &Path) -> usize {
    let shelves = std::fs::read_dir(dir.join("blobs")).unwrap().map(|it| it.unwrap().path());
    let shelves = shelves.filter(|shelf| !shelf.ends_with("new"));
    shelves.map(|shelf| std::fs::read_dir(shelf).unwrap().count()).sum()
}

#[test]
fn a_destroyed_document_is_off_the_disk_and_its_docket_stays() {
    let (folder, store) = fresh();
    let (gone, stays) = (docket(&store, "one"), docket(&store, "two"));
    let dir = folder.path().join("data");
    assert_eq!(files_of(&dir), 4, "two documents with their keys");
    told(&store, "destroyed", destroy::documents(&["one".to_owned()], &[gone])).unwrap();
    store.after_destroying(&[]).unwrap();
    assert!(!is_there(&store, "one", &gone) && is_there(&store, "two", &stays));
    assert_eq!(files_of(&dir), 2);
    assert_eq!(store.entries(&id("one"), 0).unwrap()[0].payload, "words");
    assert_eq!(store.verify(None, |_| ()).unwrap().faults, []);
}

#[test]
fn a_destroyed_docket_takes_its_documents_off_the_disk() {
    let (folder, store) = fresh();
    docket(&store, "one");
    docket(&store, "two");
    let scopes = ["one".to_owned()];
    told(&store, "destroyed", destroy::scopes(&scopes, Some(&id("one")))).unwrap();
    store.after_destroying(&scopes).unwrap();
    assert_eq!(files_of(&folder.path().join("data")), 2);
    let again = told(&store, "destroyed again", destroy::scopes(&scopes, None));
    assert!(matches!(again, Err(AppendError::Store(Error::Overtaken(_)))), "{again:?}");
    assert_eq!(store.length(&id("office")).unwrap(), 1);
}

#[test]
fn an_entry_takes_the_names_of_its_files_with_it() {
    let (_folder, store) = fresh();
    let hash = docket(&store, "one");
    let mut names = act("one", 1, "an act with a file");
    names.also = Some(file::named("one", "user", &["file of one".to_owned()], 2));
    store.append_blocking(names).unwrap();
    let also = destroy::entry(&id("one"), 2, "[entry]", "[file]");
    told(&store, "destroyed", also.and(destroy::documents(&["one".to_owned()], &[hash]))).unwrap();
    store.after_destroying(&[]).unwrap();
    let row = store.desk(|conn| file::one(conn, "file of one")).unwrap().unwrap();
    assert_eq!((row.name.as_str(), row.entry), ("[file]", Some(2)));
    let read = store.entries(&id("one"), 0).unwrap();
    let read: Vec<&str> = read.iter().map(|line| line.payload.as_str()).collect();
    assert_eq!(read, ["words", "[entry]"]);
}

#[test]
fn what_was_answered_about_it_is_forgotten() {
    let (_folder, store) = fresh();
    let hash = docket(&store, "one");
    let keep = |key: &'static str, body: String| {
        let answered = Answered { request: [1; 32], status: 201, body };
        let kept = store
            .desk_blocking(move |conn| paper::add_answered(conn, "user", key, &answered, at(0)));
        kept.unwrap();
    };
    keep("of the file", format!("{{\"sha256\":\"{hash}\"}}"));
    keep("of another", "{\"sha256\":\"0\"}".to_owned());
    told(&store, "destroyed", destroy::documents(&["one".to_owned()], &[hash])).unwrap();
    let known = |key: &str| store.desk(|conn| paper::answered(conn, "user", key)).unwrap();
    assert_eq!(known("of the file"), None);
    assert!(known("of another").is_some());
}

#[test]
fn what_is_not_appended_destroys_nothing() {
    let (_folder, store) = fresh();
    let hash = docket(&store, "one");
    append(&store, "office", 0, "somebody was faster");
    for also in [
        destroy::scopes(&["one".to_owned()], Some(&id("one"))),
        destroy::documents(&["one".to_owned()], &[hash]),
        destroy::entry(&id("one"), 1, "[entry]", "[file]"),
        // The second fails, and the first with it.
        destroy::entry(&id("one"), 1, "[entry]", "[file]")
            .and(destroy::scopes(&["no such scope".to_owned()], None)),
    ] {
        let mut late = act("office", 0, "destroyed");
        late.also = Some(also);
        assert!(store.append_blocking(late).is_err());
    }
    store.after_destroying(&[]).unwrap();
    assert_eq!(store.entries(&id("one"), 0).unwrap()[0].payload, "words");
    assert!(is_there(&store, "one", &hash));
}

#[test]
fn what_is_on_record_is_finished_at_the_next_start() {
    let (folder, store) = fresh();
    let hash = docket(&store, "one");
    told(&store, "destroyed", destroy::documents(&["one".to_owned()], &[hash])).unwrap();
    // The machine stops here.
    drop(store);
    let dir = folder.path().join("data");
    assert_eq!(files_of(&dir), 2, "it is still on the disk");
    let store = reopen(&dir);
    assert_eq!(files_of(&dir), 0);
    assert!(!is_there(&store, "one", &hash));
}

/// The process that is killed: makes dockets and destroys them without end, whole or a file of
/// them. Run by hand, it is no test and does nothing.
#[test]
fn destroy_until_killed() {
    let Ok(dir) = std::env::var(FOLDER) else {
        return;
    };
    let dir = Path::new(&dir);
    let store = reopen(&dir.join("data"));
    let mut begun = std::fs::OpenOptions::new().append(true).open(dir.join("begun")).unwrap();
    let before = store.streams().unwrap().len();
    for nth in before.. {
        let name = format!("docket-{nth}");
        let hash = docket(&store, &name);
        begun.write_all(b".").unwrap();
        let scopes = [name.clone()];
        let (also, scopes) = match nth % 2 {
            0 => (destroy::scopes(&scopes, None), scopes.to_vec()),
            _ => (destroy::documents(&scopes, &[hash]), Vec::new()),
        };
        told(&store, &name, also).unwrap();
        store.after_destroying(&scopes).unwrap();
    }
}

#[test]
fn killed_between_its_steps_destroying_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let store = Store::create(&dir.join("data"), options()).unwrap();
    append(&store, "office", 0, "founded");
    drop(store);
    std::fs::write(dir.join("begun"), "").unwrap();
    let begun = || std::fs::read(dir.join("begun")).unwrap().len();
    let mut chance = 0xDE57;
    let mut gone = 0;
    for round in 1..=ROUNDS {
        let before = begun();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "destroyed::destroy_until_killed", "--nocapture"]);
        command.env(FOLDER, dir).stdout(Stdio::null()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        while begun() == before && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        chance = xorshift(chance + round);
        std::thread::sleep(Duration::from_micros(chance % 20_000));
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it was killed and did not end");
        gone = all_or_nothing(&reopen(&dir.join("data")));
    }
    assert!(ROUNDS / 2 < gone, "{gone} were destroyed");
}

/// Holds each docket against what the office says of it; answers how many it says are destroyed.
fn all_or_nothing(store: &Store) -> u64 {
    let said: Vec<String> =
        store.entries(&id("office"), 0).unwrap().into_iter().map(|line| line.payload).collect();
    let mut gone = 0;
    for stream in store.streams().unwrap() {
        let name = stream.as_str();
        if name == "office" {
            continue;
        }
        let attested = said.iter().any(|line| line == name);
        gone += u64::from(attested);
        let nth: u64 = name.strip_prefix("docket-").unwrap().parse().unwrap();
        let whole = nth.is_multiple_of(2);
        match store.entries(&stream, 0) {
            Ok(lines) => assert!(!(attested && whole) && lines[0].payload == "words", "{name}"),
            Err(Error::Destroyed(_)) => assert!(attested && whole, "{name} without a word"),
            Err(error) => panic!("{error}"),
        }
        if whole {
            continue;
        }
        let row = store.desk(|conn| file::one(conn, &format!("file of {name}"))).unwrap();
        // It was killed before the file was named.
        let Some(row) = row else { continue };
        assert_eq!(is_there(store, name, &Hash::from(row.hash)), !attested, "{name}");
    }
    assert_eq!(store.verify(None, |_| ()).unwrap().faults, []);
    gone
}
