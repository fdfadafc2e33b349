//! Free texts beside the record: notes of readings and purposes, reasons of emergencies, of what
//! takes two, of declarations. No copy of a folder says a word of them.

use rusqlite::Connection;
use store::desk::emergency::{self, Emergency};
use store::desk::four_eyes::{self, Hand, Request};
use store::desk::reading::{self, Reading as Read};
use store::desk::tie::{self, Said};
use store::destroy;

use super::*;

/// Words that stand nowhere else.
const NOTE: &str = "周例会前核对第七稿";
const PURPOSE: &str = "follow-up of the Northern bid";
const NEED: &str = "交换机今夜割接须立即核对";
const TWO: &str = "法院依法调取本案全部卷宗";
const SPITE: &str = "同名者并非本人已由人事核对";
const WORDS: [&str; 5] = [NOTE, PURPOSE, NEED, TWO, SPITE];

fn reading(nth: i64, note: Option<&str>) -> Read {
    Read {
        nth,
        read_at: at(7),
        account: "user".to_owned(),
        name: "name".to_owned(),
        organisation: "office".to_owned(),
        role: "head".to_owned(),
        review: "docket".to_owned(),
        kind: "material".to_owned(),
        item: "analysis".to_owned(),
        owner: None,
        purpose: "check".to_owned(),
        note: note.map(str::to_owned),
        emergency: None,
    }
}

fn need() -> Emergency {
    Emergency {
        id: "need".to_owned(),
        account: "user".to_owned(),
        name: "name".to_owned(),
        role: "head".to_owned(),
        review: "docket".to_owned(),
        because: NEED.to_owned(),
        began_at: at(1),
        ends_at: at(3601),
        ended: None,
    }
}

fn request() -> Request {
    Request {
        id: "two".to_owned(),
        deed: "export-docket".to_owned(),
        about: "docket".to_owned(),
        because: TWO.to_owned(),
        by: Hand { account: "user".to_owned(), login: "user".to_owned(), name: "name".to_owned() },
        asked_at: at(1),
        ends_at: at(99),
        answer: None,
        used_at: None,
    }
}

fn said(because: Option<&str>) -> Said {
    Said {
        account: "user".to_owned(),
        name: "name".to_owned(),
        docket: "docket".to_owned(),
        conflict: false,
        because: because.map(str::to_owned),
        links: "[1]".to_owned(),
        said_at: at(5),
    }
}

/// A folder with one text of each kind, and a reading without.
fn full() -> (TempDir, Store) {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "x");
    for (nth, also) in (0..).zip([emergency::begun(need()), four_eyes::asked(request())]) {
        let mut entry = act("office", nth, "{}");
        entry.also = Some(also);
        store.append_blocking(entry).unwrap();
    }
    let purpose = ("check".to_owned(), Some(PURPOSE.to_owned()));
    let kept = store.desk_blocking(move |conn| {
        reading::add(conn, &reading(0, Some(NOTE)))?;
        reading::add(conn, &reading(0, None))?;
        reading::state_purpose(conn, "session", "docket", &purpose, at(1))?;
        tie::say(conn, &said(Some(SPITE)))
    });
    kept.unwrap();
    (folder, store)
}

fn holds_all(store: &Store) {
    let readings = store.desk(|conn| reading::all(conn, i64::MAX, 9)).unwrap();
    assert_eq!(readings, [reading(2, None), reading(1, Some(NOTE))]);
    let purpose = store.desk(|conn| reading::purpose(conn, "session", "docket")).unwrap();
    assert_eq!(purpose, Some(("check".to_owned(), Some(PURPOSE.to_owned()))));
    let needs = store.desk(emergency::all).unwrap();
    assert_eq!(needs, [need()]);
    assert_eq!(store.desk(four_eyes::all).unwrap(), [request()]);
    let declared = store.desk(|conn| tie::said(conn, "docket")).unwrap();
    assert_eq!(declared, [said(Some(SPITE))]);
    assert_eq!(store.desk(|conn| tie::said_in_spite(conn, at(0))).unwrap(), declared);
}

fn speaks(dir: &Path) -> bool {
    let files = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    let mut all = files.map(|path| std::fs::read(path).unwrap());
    all.any(|bytes| {
        WORDS.iter().any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    })
}

#[test]
fn a_folder_says_no_word_of_its_free_texts() {
    let (folder, store) = full();
    let dir = folder.path().join("data");
    holds_all(&store);
    assert!(!speaks(&dir), "while it is open, with its log");
    drop(store);
    assert!(!speaks(&dir));
    holds_all(&reopen(&dir));
}

#[test]
fn notes_and_declarations_go_with_their_docket_and_reasons_of_the_house_stay() {
    let (_folder, store) = full();
    let scopes = ["docket".to_owned()];
    let mut told = act("office", 2, "{}");
    told.also = Some(destroy::scopes(&scopes, None));
    store.append_blocking(told).unwrap();
    store.after_destroying(&scopes).unwrap();
    let readings = store.desk(|conn| reading::all(conn, i64::MAX, 9)).unwrap();
    assert_eq!(readings, [reading(2, None), reading(1, None)], "that it was read stays");
    let purpose = store.desk(|conn| reading::purpose(conn, "session", "docket")).unwrap();
    assert_eq!(purpose, Some(("check".to_owned(), None)));
    assert_eq!(store.desk(|conn| tie::said(conn, "docket")).unwrap(), [said(None)]);
    assert_eq!(store.desk(emergency::all).unwrap(), [need()]);
    assert_eq!(store.desk(four_eyes::all).unwrap(), [request()]);
}

/// Puts a folder back to where these texts lay open: tables as they were released, rows as they
/// were written.
fn as_it_lay(dir: &Path) -> u32 {
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    let tables = [
        "reading",
        "purpose",
        "emergency_end",
        "emergency",
        "four_eyes_answer",
        "four_eyes_use",
        "four_eyes",
        "declaration_said",
        "destroying",
    ];
    for table in tables {
        conn.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    conn.execute_batch("DELETE FROM scope WHERE name = 'house'").unwrap();
    conn.execute_batch(include_str!("../../src/desk/sql/schema_readings.sql")).unwrap();
    let us = |second: i64| at(second).as_microsecond();
    let rows = format!(
        "INSERT INTO reading VALUES (1, {0}, 'user', 'name', 'office', 'head', 'docket', 'material',
            'analysis', NULL, 'check', '{NOTE}', NULL),
            (2, {0}, 'user', 'name', 'office', 'head', 'docket', 'material', 'analysis', NULL,
            'check', NULL, NULL);
         INSERT INTO purpose VALUES ('session', 'docket', 'check', '{PURPOSE}', {1});
         INSERT INTO emergency VALUES ('need', 'user', 'name', 'head', 'docket', '{NEED}', {1},
            {2});
         INSERT INTO four_eyes VALUES ('two', 'export-docket', 'docket', '{TWO}', 'user', 'user',
            'name', {1}, {3});
         INSERT INTO declaration_said VALUES (1, 'user', 'name', 'docket', 0, '{SPITE}', '[1]',
            {4});",
        us(7),
        us(1),
        us(3601),
        us(99),
        us(5),
    );
    conn.execute_batch(&rows).unwrap();
    // The step that seals them and those after it are taken again.
    older::to_format_12(&conn);
    let before = 9;
    conn.pragma_update(None, "user_version", before).unwrap();
    before
}

#[test]
fn free_texts_that_lay_open_in_an_older_folder_are_sealed_and_read_as_before() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "x");
    append(&store, "office", 0, "{}");
    drop(store);
    let dir = folder.path().join("data");
    let before = as_it_lay(&dir);
    assert!(speaks(&dir), "they lay open");
    assert_eq!(store::migrate(&dir, keys(), options().random).unwrap(), before);
    assert!(!speaks(&dir));
    let store = reopen(&dir);
    holds_all(&store);
    // What is never changed is so again.
    drop(store);
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    for statement in [
        "UPDATE reading SET purpose = 'x'",
        "UPDATE emergency SET name = 'x'",
        "UPDATE four_eyes SET name = 'x'",
        "UPDATE declaration_said SET name = 'x'",
        "DELETE FROM reading",
    ] {
        assert!(conn.execute(statement, []).is_err(), "{statement}");
    }
}
