//! Content is sealed: a folder without its keys says nothing, a destroyed key takes its content
//! with it and the ledger stands, root keys are turned without touching content.

use std::collections::BTreeMap;
use std::io::Read as _;

use rusqlite::Connection;
use seal::{Key, KeyRing, Profile};
use store::desk::filing::{self, Filing};
use store::{ContentSeen, Destroyed, Error, Hash, Kept, Reader, Reading, destroy};

use super::*;

/// Words that stand nowhere else.
const WORDS: [&str; 5] = [
    "源代码托管协议第七稿",
    "bid of Northern Router Works",
    "成员意见：不同意采购",
    "答复材料清单-甲.pdf",
    "申报主题：核心交换机",
];

fn ring(profile: Profile, seed: u8) -> KeyRing {
    let length = if profile == Profile::Chinese { 16 } else { 32 };
    KeyRing::new(Key::of_bytes(profile, &vec![seed; length]).unwrap())
}

fn draft(store: &Store, name: &str) {
    let draft = Filing {
        id: name.to_owned(),
        party: "party".to_owned(),
        owner: "user".to_owned(),
        kind: "procurement".to_owned(),
        subject: format!("{{\"title\":\"{}\"}}", WORDS[4]),
        answers: "{}".to_owned(),
        created_at: at(0),
        changed_at: at(0),
        review: None,
    };
    store.desk_blocking(move |conn| filing::add(conn, &draft)).unwrap();
}

/// A folder with an entry, a list, a draft and a document that hold the words.
fn full(options: Options) -> (TempDir, Store, Hash) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("data"), options).unwrap();
    let mut one = act("docket", 0, WORDS[0]);
    written(&mut one).projection = Some(Projection {
        position: 1,
        title: WORDS[1].to_owned(),
        search: WORDS[2].to_owned(),
        ..Projection::default()
    });
    store.append_blocking(one).unwrap();
    draft(&store, "draft");
    let mut writer = store.blobs("docket").unwrap().writer().unwrap();
    for _ in 0..200_000 {
        writer.write(WORDS[3].as_bytes()).unwrap();
    }
    let hash = writer.finish().unwrap();
    (folder, store, hash)
}

fn files(dir: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Files of a folder in which one of the words stands, in UTF-8.
fn spoken(dir: &Path) -> Vec<std::path::PathBuf> {
    let says = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        WORDS.iter().any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    };
    files(dir).into_iter().filter(says).collect()
}

#[test]
fn a_folder_says_no_word_of_what_it_keeps() {
    for profile in [Profile::International, Profile::Chinese] {
        let keys = Arc::new(ring(profile, 9));
        let (folder, store, hash) = full(Options { keys: Arc::clone(&keys), ..options() });
        let dir = folder.path().join("data");
        // While it is open, with its log, and after.
        assert_eq!(spoken(&dir), [] as [std::path::PathBuf; 0]);
        drop(store);
        assert_eq!(spoken(&dir), [] as [std::path::PathBuf; 0]);
        // With the keys it says it all.
        let store = Store::open(&dir, Options { keys, ..options() }).unwrap();
        assert_eq!(store.entries(&id("docket"), 0).unwrap()[0].payload, WORDS[0]);
        assert_eq!(store.review(&id("docket")).unwrap().unwrap().title, WORDS[1]);
        let draft = store.desk(|conn| filing::one(conn, "draft")).unwrap().unwrap();
        assert!(draft.subject.contains(WORDS[4]));
        let Kept::Whole(mut content) = store.blobs("docket").unwrap().check(&hash).unwrap() else {
            panic!("the document opens");
        };
        let mut text = String::new();
        content.read_to_string(&mut text).unwrap();
        assert_eq!(text, WORDS[3].repeat(200_000));
    }
}

#[test]
fn other_keys_do_not_open_a_folder_and_none_still_verifies_its_ledger() {
    let (folder, store, _) = full(options());
    drop(store);
    let dir = folder.path().join("data");
    let other = Options { keys: Arc::new(ring(Profile::International, 1)), ..options() };
    assert!(matches!(Store::open(&dir, other), Err(Error::Sealed { .. })));
    let reader = Reader::open(&dir, 1, None).unwrap();
    assert!(matches!(reader.entries(&id("docket"), 0), Err(Error::NoKeys)));
    let found = reader.verify(None, |_| ()).unwrap();
    assert_eq!((found.content, found.count), (ContentSeen::KeysNotAtHand, 0));
}

#[test]
fn the_key_of_peoples_secrets_stays_and_lies_nowhere_in_the_open() {
    let (folder, store, _) = full(options());
    let key = *store.house_key();
    drop(store);
    let dir = folder.path().join("data");
    assert_eq!(Store::open(&dir, options()).unwrap().house_key(), &key);
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    for path in files(&dir) {
        let bytes = std::fs::read(&path).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!holds(&key) && !holds(hex.as_bytes()), "{}", path.display());
    }
}

#[test]
fn a_destroyed_entry_is_gone_and_the_ledger_stands() {
    let (folder, store, _) = full(options());
    let before = store.head().unwrap();
    let mut told = act("office", 0, "destroyed entry 1 of docket");
    told.also = Some(destroy::entry(&id("docket"), 1, "[destroyed]", "[file]"));
    store.append_blocking(told).unwrap();
    store.after_destroying(&[]).unwrap();
    let read = store.entries(&id("docket"), 0).unwrap();
    assert_eq!((read[0].payload.as_str(), read[0].reading), ("[destroyed]", Reading::Redacted));
    // Nothing is left that opens it, in file or log.
    let conn = Connection::open(folder.path().join("data/anshen.db")).unwrap();
    let keys: i64 = conn
        .query_row("SELECT COUNT(wrapped) FROM entry WHERE seq = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(keys, 0);
    let found = store.verify(Some(before), |_| ()).unwrap();
    assert_eq!(found.faults, []);
    let instead = <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest("[destroyed]"));
    let [Destroyed::Entry(named, hash)] = found.destroyed.as_slice() else {
        panic!("{:?}", found.destroyed);
    };
    assert_eq!((named.seq, *hash), (1, Hash::from(instead)));
    // Twice is once too often, and nothing is written then.
    let mut again = act("office", 1, "destroyed it again");
    again.also = Some(destroy::entry(&id("docket"), 1, "[destroyed]", "[file]"));
    assert!(store.append_blocking(again).is_err());
    assert_eq!(store.length(&id("office")).unwrap(), 1);
}

#[test]
fn the_key_of_a_destroyed_entry_stands_nowhere_in_the_folder() {
    // One that fits its page with its neighbours, and one that spills over many.
    for text in ["short".to_owned(), "long ".repeat(20_000)] {
        let (folder, store) = fresh();
        for position in 0..20 {
            append(&store, "docket", position, &text);
        }
        let dir = folder.path().join("data");
        let wrapped: Vec<u8> = Connection::open(dir.join("anshen.db"))
            .unwrap()
            .query_row("SELECT wrapped FROM entry WHERE seq = 7", [], |row| row.get(0))
            .unwrap();
        let stands = || {
            files(&dir).iter().any(|path| {
                let bytes = std::fs::read(path).unwrap();
                bytes.windows(wrapped.len()).any(|window| window == wrapped)
            })
        };
        assert!(stands());
        let mut told = act("office", 0, "destroyed entry 7 of docket");
        told.also = Some(destroy::entry(&id("docket"), 7, "[destroyed]", "[file]"));
        store.append_blocking(told).unwrap();
        store.after_destroying(&[]).unwrap();
        assert!(!stands(), "{} bytes", text.len());
        assert_eq!(store.verify(None, |_| ()).unwrap().faults, []);
    }
}

#[test]
fn a_key_that_is_gone_without_a_word_is_told() {
    let (folder, store, _) = full(options());
    drop(store);
    let dir = folder.path().join("data");
    tamper::spoil(&dir, "UPDATE entry SET wrapped = NULL WHERE seq = 1");
    let found = reopen(&dir).verify(None, |_| ()).unwrap();
    let named = store::Named { seq: 1, stream: id("docket"), position: 1 };
    assert_eq!(found.faults, [store::Fault::KeyLost(named)]);
}

#[test]
fn a_destroyed_docket_takes_entries_lists_and_documents_with_it() {
    let (_folder, store, _) = full(options());
    append(&store, "other", 0, "stays");
    let before = store.head().unwrap();
    let scopes = ["docket".to_owned()];
    let mut told = act("office", 0, "destroyed docket");
    told.also = Some(destroy::scopes(&scopes, Some(&id("docket"))));
    store.append_blocking(told).unwrap();
    store.after_destroying(&scopes).unwrap();
    assert!(matches!(store.entries(&id("docket"), 0), Err(Error::Destroyed(_))));
    assert!(matches!(store.blobs("docket"), Err(Error::Destroyed(_))));
    assert_eq!(store.review(&id("docket")).unwrap(), None, "no list shows it");
    let late = store.append_blocking(act("docket", 1, "one more act"));
    assert!(matches!(late, Err(AppendError::Store(Error::Destroyed(_)))));
    assert_eq!(store.entries(&id("other"), 0).unwrap()[0].payload, "stays");
    let found = store.verify(Some(before), |_| ()).unwrap();
    assert_eq!(found.faults, []);
    assert_eq!(found.destroyed, [Destroyed::Scope("docket".to_owned())]);
}

#[test]
fn a_docket_reads_what_was_sealed_in_its_draft() {
    let (_folder, store, _) = full(options());
    let mut writer = store.blobs("draft").unwrap().writer().unwrap();
    writer.write(b"material").unwrap();
    let hash = writer.finish().unwrap();
    let mut opened = act("new docket", 0, "opened from the draft");
    opened.keys_of = Some("draft".to_owned());
    store.append_blocking(opened).unwrap();
    assert!(matches!(store.blobs("new docket").unwrap().check(&hash), Ok(Kept::Whole(_))));
    assert!(matches!(store.blobs("docket").unwrap().check(&hash), Ok(Kept::Missing)));
}

#[test]
fn a_root_key_is_turned_while_acts_go_on_and_the_old_one_can_go() {
    let (folder, store, _) = full(options());
    for nth in 0..700 {
        append(&store, &format!("docket-{nth}"), 0, "x");
    }
    let old = keys().current().fingerprint();
    let new = Key::of_bytes(Profile::Chinese, &[3; 16]).unwrap();
    let name = new.fingerprint();
    let both = Arc::new(ring(Profile::International, 7).rotated(new));
    let rewrapped = std::thread::scope(|scope| {
        let turning = scope.spawn(|| store.rotate(Arc::clone(&both)).unwrap());
        for nth in 0..50 {
            append(&store, "meanwhile", nth, "y");
        }
        turning.join().unwrap()
    });
    assert!(702 <= rewrapped, "{rewrapped}");
    assert_eq!(store.rotate(Arc::clone(&both)).unwrap(), 0, "all is done");
    assert_eq!(store.wrapped_under().unwrap().keys().collect::<Vec<_>>(), [&name]);
    drop(store);
    let alone = KeyRing::new(Key::of_bytes(Profile::Chinese, &[3; 16]).unwrap());
    assert_ne!(old, name);
    let dir = folder.path().join("data");
    let store = Store::open(&dir, Options { keys: Arc::new(alone), ..options() }).unwrap();
    assert_eq!(sound(&store), 751);
    assert_eq!(store.entries(&id("docket"), 0).unwrap()[0].payload, WORDS[0]);
}

#[test]
fn keys_that_open_nothing_are_not_taken() {
    let (_folder, store, _) = full(options());
    let strange = Arc::new(ring(Profile::International, 1));
    assert!(matches!(store.rotate(strange), Err(Error::Sealed { .. })));
    append(&store, "docket", 1, "goes on");
    assert_eq!(sound(&store), 2);
}

/// A folder as programs up to format 3 wrote it: all in the open.
fn format_3(dir: &Path) -> Hash {
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    for schema in [
        include_str!("../../src/sql/schema_1.sql"),
        include_str!("../../src/desk/sql/schema_1.sql"),
        include_str!("../../src/sql/schema_2.sql"),
        include_str!("../../src/desk/sql/schema_2.sql"),
        include_str!("../../src/sql/schema_3.sql"),
        "PRAGMA application_id = 0x414E5348; PRAGMA user_version = 3; PRAGMA journal_mode = wal;",
        "INSERT INTO stream VALUES (1, 'docket'), (2, 'office')",
    ] {
        conn.execute_batch(schema).unwrap();
    }
    let mut chain = ledger::empty_root();
    let mut tree = ledger::Frontier::default();
    for seq in 1_u8..=40 {
        let (stream, position) = (2 - i64::from(seq % 2), u32::from(seq).div_ceil(2));
        let name = ["docket", "office"][usize::try_from(stream - 1).unwrap()];
        let (payload, salt) = (format!("{} {seq}", WORDS[0]), [seq; 16]);
        let recorded = 1_700_000_000_000_000 + i64::from(seq);
        // As the format says: commitment, position, time, stream.
        let mut data = ledger::commitment(&salt, payload.as_bytes()).as_bytes().to_vec();
        data.extend_from_slice(&position.to_be_bytes());
        data.extend_from_slice(&recorded.to_be_bytes());
        data.extend_from_slice(name.as_bytes());
        let leaf = ledger::leaf(&data);
        chain = ledger::chain(&chain, &leaf);
        tree.append(leaf, |_, _| ());
        let row = rusqlite::params![
            seq,
            stream,
            position,
            recorded,
            payload,
            salt,
            leaf.as_bytes(),
            chain.as_bytes()
        ];
        conn.execute("INSERT INTO entry VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", row).unwrap();
    }
    let head = tree.head();
    conn.execute("INSERT INTO head VALUES (40, $1)", [head.root.as_bytes()]).unwrap();
    format_3_beside(dir, &conn)
}

/// Its lists, drafts and documents; the hash of the document.
fn format_3_beside(dir: &Path, conn: &Connection) -> Hash {
    let content = WORDS[3].repeat(3000);
    let hash = Hash::from(<[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(&content)));
    let rows = format!(
        "INSERT INTO review VALUES (1, 20, '1', '{}', 'party', 'measures-2022', 'intake', NULL,
            NULL, NULL, 0, 'none', '|party|');
         INSERT INTO review_text VALUES (1, '{}', '{}');
         INSERT INTO filing VALUES ('draft', 'party', 'user', 'procurement', '{}', '{{}}', 1, 1,
            'docket');
         INSERT INTO material VALUES ('draft', 'analysis', '{}', 'application/pdf', x'{hash}', 1,
            'user', 1);
         INSERT INTO review_file VALUES ('file', 'docket', 'party', '{}', 'application/pdf',
            x'{hash}', 1, 'user', 1, NULL);
         INSERT INTO answered VALUES ('user', 'key', x'00', 201, '{}', 1);",
        WORDS[1], WORDS[1], WORDS[2], WORDS[4], WORDS[3], WORDS[3], WORDS[4]
    );
    conn.execute_batch(&rows).unwrap();
    let shelf = dir.join("blobs").join(hash.to_string().get(..2).unwrap());
    std::fs::create_dir_all(&shelf).unwrap();
    std::fs::write(shelf.join(hash.to_string()), content).unwrap();
    hash
}

#[test]
fn what_lay_open_in_an_older_folder_is_sealed_and_reads_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let hash = format_3(dir);
    assert!(!spoken(dir).is_empty(), "it lay open");
    assert!(matches!(Reader::open(dir, 1, None), Err(Error::OlderFolder { found: 3, .. })));
    assert_eq!(store::migrate(dir, keys(), options().random).unwrap(), 3);
    assert_eq!(spoken(dir), [] as [std::path::PathBuf; 0]);
    let store = reopen(dir);
    assert_eq!(sound(&store), 40);
    let entries = store.entries(&id("docket"), 0).unwrap();
    let read: BTreeMap<u32, String> =
        entries.into_iter().map(|entry| (entry.position, entry.payload)).collect();
    let expected = (1..=20).map(|nth| (nth, format!("{} {}", WORDS[0], 2 * nth - 1)));
    assert_eq!(read, expected.collect());
    let review = store.review(&id("docket")).unwrap().unwrap();
    assert_eq!((review.title.as_str(), review.search.as_str()), (WORDS[1], WORDS[2]));
    for scope in ["draft", "docket"] {
        let blobs = store.blobs(scope).unwrap();
        assert!(matches!(blobs.check(&hash), Ok(Kept::Whole(_))), "{scope}");
    }
    let materials = store.desk(|conn| filing::materials(conn, "draft")).unwrap();
    assert_eq!(materials[0].name, WORDS[3]);
    append(&store, "docket", 20, "goes on");
    assert_eq!(sound(&store), 41);
    drop(store);
    // Broken off while the documents were being sealed: it is gone on with, not begun again.
    std::fs::write(dir.join("migrating"), "").unwrap();
    assert!(matches!(Store::open(dir, options()), Err(Error::OlderFolder { .. })));
    store::migrate(dir, keys(), options().random).unwrap();
    assert_eq!(sound(&reopen(dir)), 41);
}
