//! Readings, emergencies and what takes two: what the tables refuse whatever the program does.

use store::desk::four_eyes::{self, Hand, Request};
use store::desk::{emergency, reading};

use super::*;

const WEEK_SECONDS: i64 = 7 * 24 * 3600;

fn hand(name: &str) -> Hand {
    Hand { account: format!("account-{name}"), login: name.to_owned(), name: name.to_owned() }
}

fn request(id: &str) -> Request {
    Request {
        id: id.to_owned(),
        deed: "export-docket".to_owned(),
        about: "docket".to_owned(),
        because: "a court asks for it".to_owned(),
        by: hand("one"),
        asked_at: at(0),
        ends_at: at(WEEK_SECONDS),
        answer: None,
        used_at: None,
    }
}

/// Appends an entry with something beside it; whether both were written.
fn with(store: &Store, also: store::Also) -> bool {
    let length = store.length(&id("office")).unwrap();
    let append = Append { also: Some(also), ..act("office", length, "{}") };
    let written = store.append_blocking(append).is_ok();
    let grown = store.length(&id("office")).unwrap() - length;
    assert_eq!(grown, u32::from(written), "an entry without its row, or a row without its entry");
    written
}

#[test]
fn two_are_two_accounts_and_two_logins_in_time_and_the_use_comes_after() {
    let (_folder, store) = fresh();
    let confirm = |who: &Hand, second: i64| four_eyes::answered("r", "confirmed", who, at(second));
    assert!(with(&store, four_eyes::asked(request("r"))));
    assert!(!with(&store, four_eyes::used("r", "account-one", at(1))), "nobody confirmed it");
    assert!(!with(&store, confirm(&hand("one"), 1)), "whoever asked");
    let renamed = Hand { account: "another".to_owned(), ..hand("one") };
    assert!(!with(&store, confirm(&renamed, 1)), "one login under two accounts");
    let same = Hand { login: "another".to_owned(), ..hand("one") };
    assert!(!with(&store, confirm(&same, 1)), "one account under two logins");
    assert!(!with(&store, confirm(&hand("two"), WEEK_SECONDS)), "too late");
    assert!(with(&store, confirm(&hand("two"), 1)));
    assert!(!with(&store, confirm(&hand("three"), 2)), "answered twice");
    assert!(!with(&store, four_eyes::used("r", "account-one", at(WEEK_SECONDS))), "too late");
    assert!(with(&store, four_eyes::used("r", "account-one", at(3))));
    assert!(!with(&store, four_eyes::used("r", "account-one", at(4))), "used twice");
    let kept = store.desk(|conn| four_eyes::one(conn, "r")).unwrap().unwrap();
    assert_eq!(kept.answer, Some(("confirmed".to_owned(), "two".to_owned(), at(1))));
    assert_eq!(kept.used_at, Some(at(3)));
    // Refused is not confirmed; who asked may take it back himself.
    assert!(with(&store, four_eyes::asked(request("s"))));
    assert!(with(&store, four_eyes::answered("s", "refused", &hand("two"), at(1))));
    assert!(!with(&store, four_eyes::used("s", "account-one", at(2))));
    assert!(with(&store, four_eyes::asked(request("t"))));
    assert!(with(&store, four_eyes::answered("t", "withdrawn", &hand("one"), at(1))));
}

fn one_reading() -> reading::Reading {
    reading::Reading {
        nth: 0,
        read_at: at(0),
        account: "a".to_owned(),
        name: "n".to_owned(),
        organisation: "o".to_owned(),
        role: "officer".to_owned(),
        review: "docket".to_owned(),
        kind: "docket".to_owned(),
        item: "1".to_owned(),
        owner: None,
        purpose: "handle".to_owned(),
        note: None,
        emergency: None,
    }
}

fn one_said() -> store::desk::tie::Said {
    store::desk::tie::Said {
        account: "a".to_owned(),
        name: "n".to_owned(),
        docket: "docket".to_owned(),
        conflict: false,
        because: None,
        links: "[]".to_owned(),
        said_at: at(0),
    }
}

#[test]
fn what_was_read_opened_asked_for_and_declared_is_never_changed_or_deleted() {
    let (folder, store) = fresh();
    let (one, said) = (one_reading(), one_said());
    store
        .desk_blocking(move |conn| {
            reading::add(conn, &one)?;
            store::desk::tie::say(conn, &said)
        })
        .unwrap();
    let opened = emergency::Emergency {
        id: "e".to_owned(),
        account: "a".to_owned(),
        name: "n".to_owned(),
        role: "officer".to_owned(),
        review: "docket".to_owned(),
        because: "at once".to_owned(),
        began_at: at(0),
        ends_at: at(3600),
        ended: None,
    };
    assert!(with(&store, emergency::begun(opened)));
    assert!(with(&store, emergency::ended("e", "a", "n", at(1))));
    assert!(!with(&store, emergency::ended("e", "a", "n", at(2))), "ended twice");
    assert!(with(&store, four_eyes::asked(request("r"))));
    assert!(with(&store, four_eyes::answered("r", "confirmed", &hand("two"), at(1))));
    assert!(with(&store, four_eyes::used("r", "account-one", at(2))));
    drop(store);
    let conn = rusqlite::Connection::open(folder.path().join("data/anshen.db")).unwrap();
    for table in [
        "reading",
        "emergency",
        "emergency_end",
        "four_eyes",
        "four_eyes_answer",
        "four_eyes_use",
        "declaration_said",
    ] {
        let column = conn
            .query_row(
                &format!("SELECT name FROM pragma_table_info('{table}') LIMIT 1"),
                [],
                |row| row.get::<_, String>(0),
            )
            .unwrap();
        let rows: i64 =
            conn.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 1, "{table}");
        for change in
            [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")]
        {
            let error = conn.execute(&change, []).unwrap_err().to_string();
            assert!(error.contains("never changed") || error.contains("never deleted"), "{error}");
        }
    }
}
