//! An office of a test with its papers, and what is done to them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

pub fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments).env("LC_ALL", "en_US.UTF-8");
    command.output().unwrap()
}

/// A program that ends with the test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An office with one case, its party and its officer.
pub struct Office {
    folder: TempDir,
    pub address: String,
    tokens: [String; 2],
    pub running: Option<Running>,
}

pub const PARTY: usize = 0;
const OFFICER: usize = 1;

impl Office {
    pub fn founded(more: &[&str]) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let data = data.to_str().unwrap();
        let run = |line: &str| {
            let words: Vec<&str> = line.split(' ').chain(["--data", data, "--json"]).collect();
            let output = anshen(&words);
            assert!(output.status.success(), "{line}: {}", told(&output));
            // Some commands answer nothing.
            serde_json::from_slice::<Value>(&output.stdout).unwrap_or_default()
        };
        run("init");
        run("user organisation --id acme --kind party --name Acme");
        run("user add --login party --name P --organisation acme --role party-admin");
        run("user add --login officer --name O --role officer");
        let token = |who: &str| {
            let made = run(&format!("token create --user {who} --name test"));
            let secret = made["secret"].as_str().or_else(|| made["token"].as_str());
            secret.unwrap().to_owned()
        };
        let tokens = [token("party"), token("officer")];
        let mut office = Office { address: String::new(), tokens, running: None, folder };
        office.serve(more);
        office
    }

    fn serve(&mut self, more: &[&str]) {
        let data = self.path("data");
        let mut child = Command::new(env!("CARGO_BIN_EXE_anshen"))
            .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(&data)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        told["listening"].as_str().unwrap().clone_into(&mut self.address);
        self.running = Some(Running(child));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A request over a connection of its own; answers the body.
    pub fn send(&self, method: &str, path: &str, who: usize, body: &[u8]) -> Vec<u8> {
        let host = self.address.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        let media = if body.first() == Some(&b'{') { "application/json" } else { "text/plain" };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: {media}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.tokens[who],
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let (head, body) = answer.split_at(end + 4);
        let head = String::from_utf8_lossy(head);
        assert!(head.starts_with("HTTP/1.1 2"), "{path}: {head}{}", String::from_utf8_lossy(body));
        body.to_vec()
    }

    fn json(&self, method: &str, path: &str, who: usize, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.send(method, path, who, body.as_bytes());
        serde_json::from_slice(&answer).unwrap_or_default()
    }

    /// A filing handed in and opened: entry 2 sends a notice. Answers the review.
    pub fn case(&self) -> String {
        let draft = json!({
            "kind": "procurement", "subject": {"title": "核心交换机 \"一\""},
            "answers": {"no_state_secrets": true},
        });
        let draft = self.json("POST", "/api/v1/filings", PARTY, &draft);
        let id = draft["id"].as_str().unwrap();
        for material in ["declaration", "analysis", "documents"] {
            let path = format!("/api/v1/filings/{id}/materials/{material}?name={material}.txt");
            self.send("PUT", &path, PARTY, material.as_bytes());
        }
        let path = format!("/api/v1/filings/{id}/submit");
        let review = self.json("POST", &path, PARTY, &Value::Null);
        let review = review["review"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/reviews/{review}/declarations");
        self.json("POST", &path, OFFICER, &json!({"conflict": false}));
        self.act(&review, &json!({"act": "open-review", "position": 1}));
        review
    }

    pub fn act(&self, review: &str, act: &Value) {
        self.json("POST", &format!("/api/v1/reviews/{review}/acts"), OFFICER, act);
    }

    /// Puts what a path answers into a file.
    pub fn save(&self, path: &str, who: usize, name: &str) -> PathBuf {
        let file = self.path(name);
        std::fs::write(&file, self.send("GET", path, who, b"")).unwrap();
        file
    }

    /// The papers of a case: both receipts, the text of the notice, the keys.
    pub fn papers(&self, review: &str) -> [PathBuf; 4] {
        let base = format!("/api/v1/reviews/{review}");
        [
            self.save(&format!("{base}/receipts/1"), PARTY, "filing.json"),
            self.save(&format!("{base}/receipts/2"), PARTY, "notice.json"),
            self.save(&format!("{base}/notices/1/text?in=zh"), PARTY, "notice.txt"),
            self.save("/api/v1/verify/keys", PARTY, "keys.txt"),
        ]
    }
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Writes a copy of a file with one text in the place of another.
pub fn altered(file: &Path, from: &str, to: &str) -> PathBuf {
    let whole = std::fs::read_to_string(file).unwrap();
    assert!(whole.contains(from), "{from} in {whole}");
    let copy = file.with_extension("altered");
    std::fs::write(&copy, whole.replacen(from, to, 1)).unwrap();
    copy
}

/// What the command says, and its exit status.
pub fn verify(file: &Path, more: &[&str]) -> (Value, i32) {
    let output = anshen(&[&["verify", text(file), "--json"], more].concat());
    let status = output.status.code().unwrap();
    assert!(status < 2, "{}", told(&output));
    (serde_json::from_slice(&output.stdout).unwrap(), status)
}
