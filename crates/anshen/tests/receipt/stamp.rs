//! Time stamps, fetched from an authority that is OpenSSL.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::house::{Office, PARTY, text, verify};

#[test]
fn openssl_verifies_the_stamp_of_a_receipt_that_came_after_the_authority_was_down() {
    let Some(authority) = Authority::start() else { return };
    let office = Office::founded(&["--time-authority", &authority.address]);
    let review = office.case();
    let path = format!("/api/v1/reviews/{review}/receipts/1");
    let read = || serde_json::from_slice::<Value>(&office.send("GET", &path, PARTY, b"")).unwrap();
    assert!(read().get("stamp").is_none(), "nobody waits for it");
    let mut receipt = read();
    for _ in 0..240 {
        if receipt.get("stamp").is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(250));
        receipt = read();
    }
    let token = receipt["stamp"].as_str().expect("a stamp");
    std::fs::write(authority.path("token"), seal::receipt::from_hex(token).unwrap()).unwrap();
    let read = seal::receipt::Receipt::read(receipt.to_string().as_bytes()).unwrap();
    std::fs::write(authority.path("data"), read.statement.message()).unwrap();
    let verify = "ts -verify -data data -in token -token_in -CAfile ca.pem";
    assert!(authority.openssl(verify).status.success());
    let file = office.save(&path, PARTY, "stamped.json");
    let keys = office.save("/api/v1/verify/keys", PARTY, "keys.txt");
    assert_eq!(verify_with(&file, &keys), 0);
    let [other, ..] = office.papers(&review);
    let moved = read.statement.entry + 1;
    assert_eq!((moved, verify_with(&other, &keys)), (2, 0));
}

fn verify_with(file: &Path, keys: &Path) -> i32 {
    verify(file, &["--key", text(keys)]).1
}

/// An authority of time that is OpenSSL, and is down for its first caller.
struct Authority {
    folder: TempDir,
    address: String,
}

impl Authority {
    const CONFIG: &str = "[req]\ndistinguished_name = name\n[name]\n[tsa]\n\
        extendedKeyUsage = critical,timeStamping\nbasicConstraints = critical,CA:true\n\
        [ts]\ndefault_tsa = one\n[one]\nserial = ./serial\nsigner_cert = ./ca.pem\n\
        signer_key = ./key.pem\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n\
        digests = sha256\n";

    fn start() -> Option<Authority> {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/tsa", listener.local_addr().unwrap());
        let authority = Authority { folder, address };
        std::fs::write(authority.path("config"), Authority::CONFIG).unwrap();
        std::fs::write(authority.path("serial"), "01\n").unwrap();
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("SKIPPED: no openssl here (Debian: openssl)");
            return None;
        }
        let made = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem -days 2 \
            -subj /CN=tsa -config config -extensions tsa";
        assert!(authority.openssl(made).status.success());
        let at = authority.folder.path().to_owned();
        std::thread::spawn(move || {
            for (nth, stream) in listener.incoming().enumerate() {
                answer(&at, nth, stream.unwrap());
            }
        });
        Some(authority)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn openssl(&self, line: &str) -> Output {
        openssl(self.folder.path(), line)
    }
}

fn openssl(at: &Path, line: &str) -> Output {
    Command::new("openssl").args(line.split_whitespace()).current_dir(at).output().unwrap()
}

/// Answers one request; the first with 503.
fn answer(at: &Path, nth: usize, mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(stated) = line.to_lowercase().strip_prefix("content-length:") {
            length = stated.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut asked = vec![0; length];
    reader.read_exact(&mut asked).unwrap();
    if nth == 0 {
        let _ = stream.write_all(b"HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    std::fs::write(at.join("asked"), asked).unwrap();
    openssl(at, "ts -reply -config config -section one -queryfile asked -out answer");
    let reply = std::fs::read(at.join("answer")).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        reply.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), &reply].concat());
}
