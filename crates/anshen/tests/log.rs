//! The log checked by others: a script that knows only the specifications, witnesses that run, and
//! an office that tries to change what was done.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; it waits for programs that it started"
)]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use store::{Append, Content, NewEntry, Options, Reader, Store, StreamId, Written};

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

/// What is printed when all is well.
#[track_caller]
fn told(arguments: &[&str]) -> String {
    let (status, text) = say(arguments);
    assert_eq!(status, 0, "{text}");
    text
}

fn json(arguments: &[&str]) -> (i32, Value) {
    let output = anshen(&[arguments, &["--json"]].concat());
    let value = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code().unwrap(), value)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Appends entries to a docket of its own.
fn act(data: &Path, docket: &str, count: u32) {
    let random = Arc::new(|bytes: &mut [u8]| bytes.fill(7));
    let keys = std::fs::read_to_string(data.join("root.keys")).unwrap().parse().unwrap();
    let options = Options { random, readers: 1, keys: Arc::new(keys) };
    let store = Store::open(data, options).unwrap();
    let stream = StreamId::new(docket);
    for expected in 0..count {
        let payload = format!("{{\"docket\":\"{docket}\",\"number\":{expected}}}");
        let append = Append {
            stream: stream.clone(),
            expected,
            recorded_at: jiff::Timestamp::from_second(1_800_000_000).unwrap(),
            content: Content::Ready(Written {
                entries: vec![NewEntry { payload }],
                projection: None,
            }),
            idempotency: None,
            keys_of: None,
            also: None,
        };
        store.append_blocking(append).unwrap();
    }
}

/// An office with some entries, and its folder.
fn office() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    told(&["init", "--data", text(&data), "--log-origin", "office.example/log"]);
    act(&data, "docket-1", 7);
    (folder, data)
}

/// What somebody has who may copy everything, keys and all.
fn copy(from: &Path, to: &Path) {
    Reader::open(from, 1, None).unwrap().backup(to).unwrap();
    for key in ["log-ed25519.pem", "log-sm2.pem", "root.keys"] {
        std::fs::copy(from.join(key), to.join(key)).unwrap();
    }
}

/// The signed head, in a file of this name.
fn signed(data: &Path, folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, told(&["ledger", "checkpoint", "--note", "--data", text(data)])).unwrap();
    file
}

/// A program that runs; stopped when dropped.
struct Running {
    child: Child,
    url: String,
    errors: PathBuf,
}

impl Running {
    fn start(arguments: &[&str], errors: PathBuf) -> Running {
        let mut child = Command::new(env!("CARGO_BIN_EXE_anshen"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0", "--json"])
            .env("LC_ALL", "en_US.UTF-8")
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&errors).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line)
            .unwrap_or_else(|_| unreachable!("{}", std::fs::read_to_string(&errors).unwrap()));
        let url = told["listening"].as_str().unwrap().to_owned();
        Running { child, url, errors }
    }

    fn errors(&self) -> String {
        std::fs::read_to_string(&self.errors).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A witness that trusts the office in this folder.
fn witness(folder: &Path, name: &str, office: &Path) -> (Running, String) {
    let dir = folder.join(name);
    let label = format!("{name}.example/witness");
    let key = told(&["witness", "init", "--data", text(&dir), "--name", &label]);
    let keys = told(&["ledger", "checkpoint", "--key", "--data", text(office)]);
    for key in keys.lines() {
        let (origin, _) = key.split_once('+').unwrap();
        told(&["witness", "trust", origin, key, "--data", text(&dir)]);
    }
    let errors = folder.join(format!("{name}.txt"));
    let running = Running::start(&["witness", "serve", "--data", text(&dir)], errors);
    (running, key.trim().to_owned())
}

fn serve(data: &Path, witnesses: &[&(Running, String)], errors: PathBuf) -> Running {
    let lines: String =
        witnesses.iter().map(|(running, key)| format!("{} {key}\n", running.url)).collect();
    std::fs::write(data.join("witnesses"), format!("# who witnesses\n\n{lines}")).unwrap();
    Running::start(&["serve", "--data", text(data), "--checkpoint-every", "1"], errors)
}

/// Waits until something is so; a minute is more than any machine needs.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..600 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    unreachable!("not within a minute: {what}");
}

fn last_note(data: &Path, algorithm: store::Algorithm) -> String {
    let signed = Reader::open(data, 1, None).unwrap().last_signed(algorithm).unwrap();
    signed.map(|signed| signed.whole()).unwrap_or_default()
}

#[test]
fn a_script_that_knows_only_the_specifications_agrees() {
    if Command::new("python3").arg("--version").output().is_err()
        || Command::new("openssl").arg("version").output().is_err()
    {
        eprintln!("*** SKIPPED: python3 and openssl are needed (Debian: python3, openssl)");
        return;
    }
    let (folder, data) = office();
    act(&data, "docket-2", 300);
    told(&["ledger", "checkpoint", "--note", "--data", text(&data)]);
    let keys = told(&["ledger", "checkpoint", "--key", "--data", text(&data)]);
    let key = keys.lines().next().unwrap();
    let running = serve(&data, &[], folder.path().join("serve.txt"));
    let log = format!("{}/log", running.url);
    for entry in ["1", "docket-1:3", "256", "257", "docket-2:300"] {
        let proof = anshen(&["ledger", "proof", entry, "--data", text(&data), "--json"]).stdout;
        let file = folder.path().join("proof.json");
        std::fs::write(&file, &proof).unwrap();
        let check = |key: &str, file: &Path| {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check_log.py");
            let mut command = Command::new("python3");
            command.arg(script).arg(key).arg(file).arg(&log).output().unwrap()
        };
        let agreed = check(key, &file);
        assert!(agreed.status.success(), "{}", String::from_utf8_lossy(&agreed.stderr));
        // A letter of the leaf changed: no longer.
        let proof: Value = serde_json::from_slice(&proof).unwrap();
        let mut changed = proof.clone();
        let data = changed["data"].as_str().unwrap();
        let other = if data.starts_with('0') { "1" } else { "0" };
        changed["data"] = format!("{other}{}", data.get(1..).unwrap()).into();
        std::fs::write(&file, changed.to_string()).unwrap();
        assert!(!check(key, &file).status.success());
        // Another size in the signed head: the signature no longer holds.
        let mut changed = proof.clone();
        let note =
            changed["signed"]["checkpoint"].as_str().unwrap().replacen("log\n3", "log\n4", 1);
        changed["signed"]["checkpoint"] = note.into();
        std::fs::write(&file, changed.to_string()).unwrap();
        assert!(!check(key, &file).status.success());
    }
}

#[test]
fn witnesses_sign_both_trees_and_the_office_serves_what_they_signed() {
    let (folder, data) = office();
    let first = witness(folder.path(), "first", &data);
    let second = witness(folder.path(), "second", &data);
    let running = serve(&data, &[&first, &second], folder.path().join("serve.txt"));
    for algorithm in store::Algorithm::ALL {
        until("both witnesses have signed", || {
            let note = last_note(&data, algorithm);
            ["first", "second"].iter().all(|name| note.contains(&format!("— {name}.example")))
        });
    }
    assert_eq!(running.errors(), "");
    drop(running);
    // It goes on from where the witnesses are.
    act(&data, "docket-2", 3);
    let before = last_note(&data, store::Algorithm::Sha256);
    let running = serve(&data, &[&first, &second], folder.path().join("serve.txt"));
    until("the next head is witnessed", || {
        let note = last_note(&data, store::Algorithm::Sha256);
        note != before && note.contains("— first.example") && note.contains("— second.example")
    });
    assert_eq!(running.errors(), "");
    drop(running);
    let (status, found) = json(&["ledger", "verify", "--data", text(&data)]);
    assert_eq!((status, &found["sound"], &found["signed"]), (0, &true.into(), &4.into()));
    let shown = told(&["witness", "show", "--data", text(&folder.path().join("first"))]);
    assert!(shown.contains("office.example/log\n") && shown.contains("office.example/log/sm3\n"));
    let proof = told(&["ledger", "proof", "docket-2:3", "--tlog", "--data", text(&data)]);
    assert!(proof.parse::<ledger::Proven>().unwrap().note.signatures().len() == 3);
}

#[test]
fn an_office_that_is_down_for_its_witnesses_goes_on() {
    let (folder, data) = office();
    let gone = witness(folder.path(), "gone", &data);
    let key = gone.1.clone();
    let address = gone.0.url.clone();
    drop(gone);
    std::fs::write(data.join("witnesses"), format!("{address} {key}\n")).unwrap();
    let arguments = ["serve", "--data", text(&data), "--checkpoint-every", "1"];
    let running = Running::start(&arguments, folder.path().join("serve.txt"));
    until("it is said that the witness is not reached", || running.errors().contains("gone.exam"));
    assert!(last_note(&data, store::Algorithm::Sha256).starts_with("office.example/log\n"));
}

#[test]
fn two_histories_cannot_both_be_witnessed_and_two_heads_convict() {
    let (folder, data) = office();
    let first = witness(folder.path(), "first", &data);
    let second = witness(folder.path(), "second", &data);
    let other = folder.path().join("other");
    copy(&data, &other);
    act(&data, "docket-2", 5);
    act(&other, "docket-3", 6);
    // One is shown to one witness, the other to another.
    let running = serve(&data, &[&first], folder.path().join("a.txt"));
    until("the first has signed", || {
        last_note(&data, store::Algorithm::Sha256).contains("— first.example")
    });
    drop(running);
    let running = serve(&other, &[&second, &first], folder.path().join("b.txt"));
    until("the second has signed", || {
        last_note(&other, store::Algorithm::Sha256).contains("— second.example")
    });
    // The first witness has seen the other history: it refuses, and the office is told.
    until("the first refuses", || running.errors().contains("first.example/witness"));
    assert!(!last_note(&other, store::Algorithm::Sha256).contains("— first.example"));
    drop(running);
    let (status, shown) = say(&["witness", "show", "--data", text(&folder.path().join("first"))]);
    assert_eq!(status, 1, "{shown}");
    assert!(shown.contains("# refused"), "{shown}");
    // The two exchange what they signed.
    let (a, b) = (folder.path().join("a.note"), folder.path().join("b.note"));
    std::fs::write(&a, last_note(&data, store::Algorithm::Sha256)).unwrap();
    std::fs::write(&b, last_note(&other, store::Algorithm::Sha256)).unwrap();
    let compare = ["ledger", "compare", text(&a), text(&b)];
    let with = ["--data", text(&data), "--data", text(&other)];
    let (status, found) = json(&[compare.as_slice(), &with].concat());
    // One founding entry and seven of docket-1 are common.
    assert_eq!(
        (status, found["verdict"].as_str(), &found["agreed"]),
        (1, Some("forked"), &8.into())
    );
    let (_, words) = say(&[compare.as_slice(), &with].concat());
    assert!(words.contains("the two histories differ from entry 9 on"), "{words}");
    let (status, words) = say(&compare);
    assert_eq!(status, 2, "without a key nothing is proven: {words}");
    let same = told(&["ledger", "compare", text(&a), text(&a), "--data", text(&data)]);
    assert_eq!(same, "the same head\n");
}

#[test]
fn an_entry_cut_off_under_a_new_signature_is_caught_by_a_kept_head() {
    let (folder, data) = office();
    let early = signed(&data, folder.path(), "early.note");
    let older = folder.path().join("older");
    copy(&data, &older);
    act(&data, "docket-2", 2);
    let kept = signed(&data, folder.path(), "kept.note");
    // The holder of the key goes back to before and signs that anew.
    let anew = signed(&older, folder.path(), "anew.note");
    let verify = |against: &[&Path]| {
        let against = against.iter().flat_map(|file| ["--against", text(file)]);
        let against: Vec<&str> = against.collect();
        json(&[&["ledger", "verify", "--data", text(&older)], against.as_slice()].concat())
    };
    assert_eq!(verify(&[]).0, 0, "by itself it is sound");
    assert_eq!(verify(&[&early, &anew]).0, 0);
    let (status, found) = verify(&[&early, &kept]);
    assert_eq!(status, 1);
    let fault = &found["faults"][0];
    assert_eq!((fault["kind"].as_str(), &fault["size"]), (Some("against"), &10.into()));
    assert_eq!(fault["agreed"], 8, "what is missing is after entry 8");
    // And it cannot go on from there unseen: the next heads convict it.
    act(&older, "docket-9", 2);
    let other = signed(&older, folder.path(), "other.note");
    let (status, found) =
        json(&["ledger", "compare", text(&kept), text(&other), "--data", text(&data)]);
    assert_eq!((status, found["verdict"].as_str()), (1, Some("forked")));
    assert_eq!(found["evidence"].as_array().unwrap().len(), 2);
}

#[test]
fn a_head_signed_by_nobody_known_proves_nothing() {
    let (folder, data) = office();
    let (_other_folder, other) = office();
    let foreign = signed(&other, folder.path(), "foreign.note");
    let (status, words) =
        say(&["ledger", "verify", "--data", text(&data), "--against", text(&foreign)]);
    assert_eq!(status, 2, "{words}");
    assert!(words.contains("no head signed by this log's key"), "{words}");
}

#[test]
fn the_office_does_not_go_on_under_another_key_unnoticed() {
    let (folder, data) = office();
    signed(&data, folder.path(), "a.note");
    let key = data.join("log-ed25519.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::remove_file(&key).unwrap();
    let (status, words) = say(&["ledger", "checkpoint", "--note", "--data", text(&data)]);
    assert_eq!(status, 2);
    assert!(words.contains("put that key back"), "{words}");
    let (_third_folder, third) = office();
    std::fs::copy(third.join("log-ed25519.pem"), &key).unwrap();
    let (status, words) = say(&["ledger", "checkpoint", "--note", "--data", text(&data)]);
    assert_eq!(status, 2);
    assert!(words.contains("is not the key that signed"), "{words}");
}
