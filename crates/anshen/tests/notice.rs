//! A holiday notice taken in by an office that runs, from the terminal: two people, and the limits
//! that move.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A notice for 2027 in the form of the files under `calendar/`; its days are made up.
const NOTICE: &str = "../server/tests/server/notice-2027.toml";

/// A demonstration that runs on 23 November 2026, when no notice for 2027 is out; stopped when
/// dropped.
struct Running {
    child: Child,
    folder: TempDir,
    address: String,
}

impl Running {
    fn start() -> Running {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("demo");
        let mut child = Command::new(env!("CARGO_BIN_EXE_anshen"))
            .args(["demo", "--port", "0", "--json", "--data", data.to_str().unwrap()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap());
        let mut lines = told.lines().map(Result::unwrap);
        let line = lines.find(|line| line.contains("\"listening\"")).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        // Nobody reads what it says from here on.
        std::thread::spawn(move || lines.for_each(drop));
        let address = told["listening"].as_str().unwrap().to_owned();
        let running = Running { child, folder, address };
        running.wait_for_tokens();
        running
    }

    /// The tokens are told once the office listens.
    fn wait_for_tokens(&self) {
        while !self.environment().contains("BASE=") {
            std::thread::yield_now();
        }
    }

    fn data(&self) -> String {
        self.folder.path().join("demo").to_str().unwrap().to_owned()
    }

    fn environment(&self) -> String {
        std::fs::read_to_string(Path::new(&self.data()).join("demo.env")).unwrap_or_default()
    }

    fn token(&self, login: &str) -> String {
        let environment = self.environment();
        let prefix = format!("{login}=");
        let token = environment.lines().find_map(|line| line.strip_prefix(&prefix));
        token.unwrap().to_owned()
    }

    /// `anshen days …` with somebody's token.
    fn days(&self, who: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
        command.arg("days").args(arguments).env("LC_ALL", "en_US.UTF-8");
        command.env("ANSHEN_TOKEN", self.token(who)).output().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A review that was opened, whose limit runs into 2027.
fn open_review(office: &Running) {
    let asks = json!({"act": "ask-ex-officio", "object": "product", "what": "某型路由器"});
    let opened = send(office, "POST", "/api/v1/reviews", &office.token("mps"), &asks);
    let review = opened["review"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/reviews/{review}");
    for who in ["head", "officer"] {
        let declares = json!({"conflict": false});
        send(office, "POST", &format!("{path}/declarations"), &office.token(who), &declares);
    }
    let acts = [
        ("head", json!({"act": "submit-to-commission", "position": 1, "because": "r"})),
        ("commission", json!({"act": "commission-approve", "position": 2})),
        ("head", json!({"act": "open-review", "position": 3})),
    ];
    for (who, act) in acts {
        send(office, "POST", &format!("{path}/acts"), &office.token(who), &act);
    }
}

fn send(office: &Running, method: &str, path: &str, token: &str, body: &Value) -> Value {
    let host = office.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let body = body.to_string();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 20"), "{path}: {answer}");
    serde_json::from_str(body).unwrap_or_default()
}

#[test]
fn a_notice_is_brought_in_and_confirmed_while_the_office_runs() {
    let office = Running::start();
    open_review(&office);
    let there = ["--office", office.address.as_str()];
    // Whoever stops at the folder is told the way in.
    let data = office.data();
    let locked = office.days("clerk", &["import", NOTICE, "--data", &data, "--as", "clerk"]);
    let (code, _, told) = said(&locked);
    assert_eq!(code, Some(2));
    assert!(told.contains("is running") && told.contains("--office http://"), "{told}");

    let refused = office.days("officer", &[&["import", NOTICE], &there[..]].concat());
    let (code, _, told) = said(&refused);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.starts_with("refused: "), "{told}");

    let imported = office.days("clerk", &[&["import", NOTICE, "--json"], &there[..]].concat());
    let (code, told, faults) = said(&imported);
    assert_eq!(code, Some(0), "{faults}");
    let told: Value = serde_json::from_str(&told).unwrap();
    let id = told["pending"].as_str().unwrap();
    let would_move = told["would_move"].as_array().unwrap();
    assert!(!would_move.is_empty());

    let own = office.days("clerk", &[&["confirm", id], &there[..]].concat());
    let (code, _, told) = said(&own);
    assert_eq!(code, Some(1));
    assert_eq!(told, "refused: who brought a notice in does not confirm it\n");

    let confirmed = office.days("clerk2", &[&["confirm", id], &there[..]].concat());
    let (code, told, faults) = said(&confirmed);
    assert_eq!(code, Some(0), "{faults}");
    assert!(told.contains(&format!("{} limits moved:", would_move.len())), "{told}");
    assert!(told.contains("preliminary-review"), "{told}");
    let moved = told.lines().find(|line| line.contains('→')).unwrap();
    assert!(moved.contains("provisional →"), "{moved}");

    let again = office.days("clerk2", &[&["confirm", id, "--lang", "zh"], &there[..]].concat());
    let (code, _, told) = said(&again);
    assert_eq!(
        (code, told.starts_with("不予办理：") || told.starts_with("不予办理:")),
        (Some(1), true)
    );
    let unknown = office.days("clerk2", &[&["confirm", "no-such-id"], &there[..]].concat());
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn a_token_is_needed_and_goes_nowhere_in_the_clear() {
    let anshen = |token: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
        command.args(["days", "import", NOTICE]).args(arguments).env("LC_ALL", "en_US.UTF-8");
        said(&command.env("ANSHEN_TOKEN", token).output().unwrap())
    };
    let (code, _, told) = anshen("", &["--office", "http://127.0.0.1:9"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("ANSHEN_TOKEN"), "{told}");
    for elsewhere in ["http://198.51.100.7", "http://office.example:8080", "http://0.0.0.0:1"] {
        let (code, _, told) = anshen("at_x", &["--office", elsewhere]);
        assert_eq!(code, Some(2), "{elsewhere}");
        assert!(told.contains("in the clear"), "{told}");
    }
    let (code, _, told) = anshen("at_x", &["--office", "office.example"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("is no address"), "{told}");
    // A port that nobody listens on.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (code, _, told) = anshen("at_x", &["--office", &format!("http://{free}")]);
    assert_eq!(code, Some(2));
    assert!(told.contains("no office is reached"), "{told}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "two words\n").unwrap();
    let named = ["--office", "http://127.0.0.1:9", "--token-file", file.to_str().unwrap()];
    assert!(anshen("at_x", &named).2.contains("no token"));
}
