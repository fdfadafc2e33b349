//! The commands on the record, run as a program on a real folder.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use serde_json::Value;
use store::{Append, Content, NewEntry, Options, Store, StreamId, Written};

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments).env("LC_ALL", "en_US.UTF-8");
    command.output().unwrap()
}

/// The exit status, and what was printed.
fn say(arguments: &[&str]) -> (i32, String) {
    let output = anshen(arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let output = anshen(&[arguments, &["--json"]].concat());
    let value = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code().unwrap(), value)
}

/// The keys of every folder here; they lie in it as the program keeps them.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

fn keep_keys(data: &Path) {
    let mut options = std::fs::OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.write(true).create_new(true).open(data.join("root.keys")).unwrap();
    file.write_all(keys().to_text().as_bytes()).unwrap();
}

/// A folder with five entries, and a file.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    let options = Options { random, readers: 1, keys: keys() };
    let store = Store::create(&folder.path().join("data"), options).unwrap();
    for expected in 0..5 {
        let append = Append {
            stream: StreamId::new("docket-1"),
            expected,
            recorded_at: jiff::Timestamp::from_second(1_700_000_000).unwrap(),
            content: Content::Ready(Written {
                entries: vec![NewEntry { payload: format!("{{\"number\":{expected}}}") }],
                projection: None,
            }),
            idempotency: None,
            keys_of: None,
            also: None,
        };
        store.append_blocking(append).unwrap();
    }
    keep_keys(&folder.path().join("data"));
    let mut file = store.blobs("docket-1").unwrap().writer().unwrap();
    file.write(b"material").unwrap();
    file.finish().unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_sound_record_is_said_to_be_sound() {
    let folder = folder();
    let data = folder.path().join("data");
    let (status, words) = say(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!(status, 0, "{words}");
    assert!(words.starts_with("sound: 5 entries, 1 dockets"), "{words}");
    let (status, words) = say(&["ledger", "verify", "--data", text(&data), "--lang", "zh"]);
    assert_eq!(status, 0);
    assert!(words.starts_with("完好：5 条"), "{words}");
    let (status, value) = json(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!((status, &value["sound"]), (0, &Value::Bool(true)));
    let (_, now) = json(&["ledger", "checkpoint", "--data", text(&data)]);
    assert_eq!((&now["size"], &now["root"]), (&value["size"], &value["root"]));
}

#[test]
fn a_changed_entry_is_named() {
    let folder = folder();
    let data = folder.path().join("data");
    // Only the store knows SQL: the letters are changed where they lie in the file.
    let file = data.join("anshen.db");
    let bytes = std::fs::read(&file).unwrap();
    // Each begins with its format, its profile and, in this folder, a nonce of sevens. They lie on
    // one page, the youngest first: of five the third is the third either way.
    let begins = [&[1, 1][..], &[7; 12]].concat();
    let mut all = bytes.windows(begins.len()).enumerate().filter(|(_, part)| *part == begins);
    let at = all.nth(2).unwrap().0;
    assert_eq!(all.count(), 2, "five entries");
    let mut bytes = bytes;
    bytes[at + begins.len()] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let (status, words) = say(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!(status, 1);
    assert!(words.contains("entry 3 of the ledger (docket docket-1, number 3) was changed"));
    let (status, value) = json(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!(status, 1);
    let expected = r#"{"kind":"changed","entry":3,"docket":"docket-1","position":3}"#;
    let expected: Value = serde_json::from_str(expected).unwrap();
    assert_eq!(value["faults"], Value::Array(vec![expected]));
    let (status, _) = json(&["ledger", "proof", "3", "--data", text(&data)]);
    assert_eq!(status, 1, "no proof of a text that is not the one sealed");
}

/// Appends a line to a docket of its own.
fn record(data: &Path, docket: &str, payload: String) {
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    let store = Store::open(data, Options { random, readers: 1, keys: keys() }).unwrap();
    let append = Append {
        stream: StreamId::new(docket),
        expected: store.length(&StreamId::new(docket)).unwrap(),
        recorded_at: jiff::Timestamp::from_second(1_700_000_100).unwrap(),
        content: Content::Ready(Written { entries: vec![NewEntry { payload }], projection: None }),
        idempotency: None,
        keys_of: None,
        also: None,
    };
    store.append_blocking(append).unwrap();
}

#[test]
fn a_file_that_is_missing_or_altered_is_named() {
    let folder = folder();
    let data = folder.path().join("data");
    let mut shelves = std::fs::read_dir(data.join("blobs")).unwrap().map(Result::unwrap);
    let shelf = shelves.find(|shelf| shelf.file_name() != "new").unwrap().path();
    let blob = std::fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path();
    let blob = blob.with_extension("");
    let hash = "40b30b4e8f0d137056ac497e859ea198c1a00db4267d1ade9c458d04024e2981";
    let line = serde_json::json!({"case": {"materials": [{"sha256": hash}]}});
    record(&data, "docket-1", line.to_string());
    // What the office records of itself is no docket.
    record(&data, "office", "{}".to_owned());
    let verify = ["ledger", "verify", "--data", text(&data)];
    let (status, value) = json(&verify);
    assert_eq!((status, &value["files"], &value["dockets"]), (0, &1.into(), &1.into()));
    let check = |kind: &str, words: &str| {
        let (status, value) = json(&verify);
        assert_eq!((status, &value["sound"], &value["count"]), (1, &false.into(), &1.into()));
        let fault = &value["faults"][0];
        assert_eq!((&fault["kind"], &fault["sha256"]), (&kind.into(), &hash.into()));
        assert_eq!((&fault["docket"], &fault["position"]), (&"docket-1".into(), &6.into()));
        let (status, said) = say(&verify);
        assert_eq!(status, 1);
        assert!(said.contains(words) && said.contains(hash), "{said}");
        assert_eq!(say(&[&verify[..], &["--skip-files"]].concat()).0, 0);
    };
    let mut bytes = std::fs::read(&blob).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&blob, bytes).unwrap();
    check("file-altered", "was altered");
    std::fs::remove_file(&blob).unwrap();
    check("file-missing", "is not there");
    // A copy lacks it too, and says so when it is put back.
    let [out, back] = ["out", "back"].map(|name| folder.path().join(name));
    assert_eq!(say(&["backup", text(&out), "--data", text(&data)]).0, 0);
    let key = data.join("root.keys");
    let (status, words) =
        say(&["restore", text(&out), "--data", text(&back), "--key-file", text(&key)]);
    assert_eq!((status, words.contains(hash)), (1, true), "{words}");
}

#[test]
fn content_that_is_gone_without_a_word_is_told_and_without_keys_it_is_said_so() {
    let folder = folder();
    let data = folder.path().join("data");
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    let store = Store::open(&data, Options { random, readers: 1, keys: keys() }).unwrap();
    let gone = store::destroy::scopes(&["docket-1".to_owned()], None);
    let append = Append {
        stream: StreamId::new("office"),
        expected: 0,
        recorded_at: jiff::Timestamp::from_second(1_700_000_100).unwrap(),
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: "{}".to_owned() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: Some(gone),
    };
    store.append_blocking(append).unwrap();
    drop(store);
    let (status, value) = json(&["ledger", "verify", "--data", text(&data)]);
    let told = serde_json::json!([{"kind": "destroyed", "docket": "docket-1"}]);
    assert_eq!((status, &value["faults"], &value["content"]), (1, &told, &"opened".into()));
    let (_, words) = say(&["ledger", "verify", "--data", text(&data)]);
    assert!(words.contains("docket-1 was destroyed with its key, and no entry says so"), "{words}");
    std::fs::remove_file(data.join("root.keys")).unwrap();
    let (_, value) = json(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!(value["content"], "keys-not-at-hand");
}

#[test]
fn no_keys_are_made_for_what_other_keys_sealed() {
    let folder = folder();
    let data = folder.path().join("data");
    let (status, value) = json(&["migrate", "--data", text(&data)]);
    assert_eq!((status, &value["from"], &value["keys"]), (0, &value["to"], &Value::Null));
    std::fs::remove_file(data.join("root.keys")).unwrap();
    let (status, words) = say(&["migrate", "--data", text(&data)]);
    assert_eq!((status, words.contains("are not at hand")), (2, true), "{words}");
    assert!(!data.join("root.keys").exists());
}

#[test]
fn a_proof_leads_from_the_entry_to_the_checkpoint() {
    let folder = folder();
    let data = folder.path().join("data");
    let (status, value) = json(&["ledger", "proof", "2", "--data", text(&data)]);
    assert_eq!(status, 0);
    let hash = |value: &Value| value.as_str().unwrap().parse::<ledger::Hash>().unwrap();
    let path: Vec<_> = value["path"].as_array().unwrap().iter().map(hash).collect();
    let head = ledger::Head { size: value["size"].as_u64().unwrap(), root: hash(&value["root"]) };
    let verdict = ledger::verify_inclusion(1, &hash(&value["leaf"]), &head, &path);
    assert_eq!(verdict, Ok(()));
    let (status, words) = say(&["ledger", "proof", "6", "--data", text(&data)]);
    assert_eq!((status, words.contains("has no 6")), (2, true), "{words}");
}

#[test]
fn a_backup_is_restored_into_an_empty_folder_only() {
    let folder = folder();
    let [data, out, back] = ["data", "out", "back"].map(|name| folder.path().join(name));
    let (status, copied) = json(&["backup", text(&out), "--data", text(&data)]);
    assert_eq!(status, 0);
    assert_eq!((&copied["size"], &copied["files"]), (&Value::from(5), &Value::from(1)));
    let (status, restored) = json(&["restore", text(&out), "--data", text(&back)]);
    assert_eq!((status, restored), (0, copied));
    let key = data.join("root.keys");
    let (status, words) =
        say(&["restore", text(&out), "--data", text(&back), "--key-file", text(&key)]);
    assert_eq!((status, words.contains("is not empty")), (2, true), "{words}");
    let (status, words) = say(&["migrate", "--data", text(&back), "--key-file", text(&key)]);
    assert_eq!((status, words.contains("nothing to do")), (0, true), "{words}");
}

#[test]
fn a_checkpoint_noted_elsewhere_catches_a_record_cut_short() {
    let folder = folder();
    let data = text(&folder.path().join("data")).to_owned();
    let noted = say(&["ledger", "checkpoint", "--data", &data]).1;
    let noted = noted.trim();
    let verify = |noted: &str| say(&["ledger", "verify", "--data", &data, "--against", noted]);
    assert_eq!(verify(noted).0, 0);
    let (status, words) = verify(&noted.replacen('5', "6", 1));
    assert_eq!((status, words.contains("does not continue")), (1, true), "{words}");
    for wrong in ["5", "5:", "x:00"] {
        assert_eq!(verify(wrong).0, 2, "{wrong}");
    }
}

#[test]
fn what_is_no_data_folder_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["ledger", "verify"][..], &["ledger", "checkpoint"], &["migrate"]] {
        let (status, words) = say(&[command, &["--data", text(folder.path())]].concat());
        assert_eq!(status, 2);
        assert!(words.contains("is no data folder of Anshen"), "{words}");
    }
}

/// What the office says of a destruction of `docket-1`.
fn attestation(what: &str, entries: Value, instead: Option<&str>, files: Value) -> Value {
    serde_json::json!({
        "office": "content-destroyed", "review": "docket-1", "number": "a paper case",
        "what": what, "scopes": ["docket-1"], "entries": entries, "instead": instead,
        "files": files, "asked_by": "one", "confirmed_by": "another",
        "by": {"account": "a", "name": "one"},
        "gone": {"request": "r", "on": "2026-03-05", "ground": "state-secret",
                 "law": "measures-2022", "because": "why", "asked_by": "head",
                 "confirmed_by": "head"},
    })
}

/// Appends an entry of the office that carries something out.
fn carry_out(store: &Store, entry: &Value, also: store::Also) {
    let append = Append {
        stream: StreamId::new("office"),
        expected: store.length(&StreamId::new("office")).unwrap(),
        recorded_at: jiff::Timestamp::from_second(1_700_000_100).unwrap(),
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: entry.to_string() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: Some(also),
    };
    store.append_blocking(append).unwrap();
}

/// The entries of `docket-1` by what they commit to, as the program's own proofs print it.
fn commitments(data: &Path, entries: &[u32]) -> Value {
    let one = |entry: &u32| {
        let number = entry.to_string();
        let (_, proof) = json(&["ledger", "proof", &number, "--data", text(data)]);
        serde_json::json!({"entry": entry, "commitment": proof["content"]})
    };
    entries.iter().map(one).collect()
}

#[test]
fn what_is_attested_is_told_and_what_is_not_is_a_fault() {
    let check = |entries: &[u32], instead: &str, expected: (i32, &str, &str)| {
        let folder = folder();
        let data = folder.path().join("data");
        let committed = commitments(&data, entries);
        let random = Arc::new(|bytes: &mut [u8]| bytes.fill(9));
        let store = Store::open(&data, Options { random, readers: 1, keys: keys() }).unwrap();
        let docket = StreamId::new("docket-1");
        // An entry by itself, or the docket.
        let (what, also) = match entries {
            [2] => ("entry", store::destroy::entry(&docket, 2, "[gone]", "[file]")),
            _ => ("docket", store::destroy::scopes(&["docket-1".to_owned()], Some(&docket))),
        };
        let instead = (what == "entry").then_some(instead);
        carry_out(&store, &attestation(what, committed, instead, serde_json::json!([])), also);
        drop(store);
        let verify = ["ledger", "verify", "--data", text(&data)];
        let (status, value) = json(&verify);
        let (wanted, faults, attested) = expected;
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!((status, &value["faults"]), (wanted, &read(faults)), "{value}");
        assert_eq!(value["attested"], read(attested), "{value}");
        say(&verify).1
    };
    // SHA-256 of `[gone]` by another hand: printf '[gone]' | sha256sum
    let gone = "609693c8e00b3e1c291b8e7c54d8bb1b6caba0e09053deeaa4cf7d084f99117c";
    let entry = r#"{"kind":"destroyed","docket":"docket-1","position":2"#;
    let told = format!("[{entry},\"attested_by\":6}}]");
    let words = check(&[2], gone, (0, "[]", &told));
    assert!(words.contains("was destroyed, as entry 6 of the ledger says"), "{words}");
    // Something else stands in its place than what the office says.
    let fault = format!("[{entry}}}]");
    check(&[2], &"0".repeat(64), (1, &fault, "[]"));
    let docket = r#"{"kind":"destroyed","docket":"docket-1""#;
    check(&[1, 2, 3, 4, 5], "", (0, "[]", &format!("[{docket},\"attested_by\":6}}]")));
    // Not all of its entries are named.
    check(&[1, 2, 3, 4], "", (1, &format!("[{docket}}}]"), "[]"));
}

#[test]
fn what_is_attested_and_still_there_is_a_fault() {
    let folder = folder();
    let data = folder.path().join("data");
    let committed = commitments(&data, &[2]);
    let line = attestation("entry", committed, Some(&"0".repeat(64)), serde_json::json!([]));
    record(&data, "office", line.to_string());
    let (status, value) = json(&["ledger", "verify", "--data", text(&data)]);
    let expected = serde_json::json!([
        {"kind": "not-destroyed", "docket": "docket-1", "position": 2, "attested_by": 6}
    ]);
    assert_eq!((status, &value["faults"]), (1, &expected), "{value}");
}

#[test]
fn a_file_that_is_gone_by_an_attestation_is_no_fault() {
    let folder = folder();
    let data = folder.path().join("data");
    let hash = "40b30b4e8f0d137056ac497e859ea198c1a00db4267d1ade9c458d04024e2981";
    let line = serde_json::json!({"case": {"materials": [{"sha256": hash}]}});
    record(&data, "docket-1", line.to_string());
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(9));
    let store = Store::open(&data, Options { random, readers: 1, keys: keys() }).unwrap();
    let also = store::destroy::documents(&["docket-1".to_owned()], &[hash.parse().unwrap()]);
    let line = attestation("document", serde_json::json!([]), None, serde_json::json!([hash]));
    carry_out(&store, &line, also);
    store.after_destroying(&[]).unwrap();
    drop(store);
    let (status, value) = json(&["ledger", "verify", "--data", text(&data)]);
    let told = serde_json::json!([
        {"kind": "destroyed", "docket": "docket-1", "sha256": hash, "attested_by": 7}
    ]);
    assert_eq!((status, &value["faults"], &value["attested"]), (0, &Value::Array(vec![]), &told));
}
