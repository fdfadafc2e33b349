//! Receipts outside the office that gave them: the command, a foreign program, OpenSSL, and a page
//! in a browser that contacts nobody.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; it starts programs and waits for them"
)]

mod house;
mod page;
mod stamp;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use house::{Office, PARTY, altered, anshen, text, told, verify};

#[test]
fn the_command_tells_genuine_altered_replaced_and_unknown_with_and_without_the_office() {
    let mut office = Office::founded(&[]);
    let review = office.case();
    let [filing, receipt, notice, keys] = office.papers(&review);
    let key = ["--key", text(&keys)];
    let url = office.address.clone();
    let online = ["--office", url.as_str()];

    let (said, status) = verify(&filing, &key);
    assert_eq!((status, &said["verdict"], &said["standing"]), (0, &json!("genuine"), &Value::Null));
    assert_eq!(said["checked"], json!(["ed25519", "sm2", "log", "opening"]));
    let with_receipt = [&key[..], &["--receipt", text(&receipt)]].concat();
    assert_eq!(verify(&notice, &with_receipt).1, 0);
    for (file, from, more, place) in [
        (&filing, "\"entry\": 1", &key[..], "/statement"),
        (&filing, "\"salt\": \"", &key, "/opening"),
        (&notice, "核心交换机", &with_receipt, "/text"),
    ] {
        let to = if from.contains("salt") { "\"salt\": \"00" } else { "\"entry\": 9" };
        let (said, status) = verify(&altered(file, from, to), more);
        assert_eq!((status, &said["verdict"]), (1, &json!("altered")), "{place}");
        assert!(said["differs"].as_array().unwrap().contains(&json!(place)), "{said}");
    }
    for file in [&filing, &receipt, &notice] {
        let (said, status) = verify(file, &online);
        assert_eq!((status, &said["standing"]), (0, &json!("current")), "{said}");
    }

    let correct = json!({"act": "correct", "entry": 2, "text": "更正", "position": 2});
    office.act(&review, &correct);
    let (said, status) = verify(&notice, &online);
    assert_eq!((status, &said["standing"]), (1, &json!("replaced")));
    assert_eq!(said["replaced_by"]["entry"], 3);
    assert_eq!(verify(&receipt, &key).1, 0, "genuine it stays");

    // Another office knows neither, and its keys are others.
    let other = Office::founded(&[]);
    let url = other.address.clone();
    assert_eq!(verify(&receipt, &["--office", &url]).0["verdict"], "unknown");
    let others = other.save("/api/v1/verify/keys", PARTY, "keys.txt");
    assert_eq!(verify(&receipt, &["--key", text(&others)]).0["verdict"], "unknown");

    office.running = None;
    let data = office.path("data");
    let (said, status) = verify(&notice, &["--data", text(&data)]);
    assert_eq!((status, &said["standing"]), (1, &json!("replaced")));

    let unreadable = anshen(&["verify", text(&notice), "--key", text(&keys)]);
    assert_eq!(unreadable.status.code(), Some(2), "{}", told(&unreadable));
    assert_eq!(anshen(&["verify", text(&filing)]).status.code(), Some(2), "against what?");
}

#[test]
fn a_program_written_from_the_format_alone_agrees() {
    let office = Office::founded(&[]);
    let review = office.case();
    let [filing, receipt, notice, keys] = office.papers(&review);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verify_receipt.py");
    let python = |files: &[&Path]| Command::new("python3").arg(script).args(files).output();
    let Ok(output) = python(&[&filing, &keys]) else {
        eprintln!("SKIPPED: no python3 here (Debian: python3)");
        return;
    };
    assert!(output.status.success(), "{}", told(&output));
    let output = python(&[&receipt, &keys, &notice]).unwrap();
    assert!(output.status.success(), "{}", told(&output));
    for (file, from, to) in [
        (&filing, "\"entry\": 1", "\"entry\": 2"),
        (&filing, "\"recorded_us\": ", "\"recorded_us\": 1"),
        (&filing, "\"path\": [\n      \"", "\"path\": [\n      \"00"),
    ] {
        let output = python(&[&altered(file, from, to), &keys]).unwrap();
        assert!(!output.status.success(), "{from}: {}", told(&output));
    }
}
