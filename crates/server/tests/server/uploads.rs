//! What comes in is looked at before it is kept, and what goes out is made harmless.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use axum::body::Body;
use serde_json::{Value, json};
use server::{Scanner, WhenAway, scan_waiting};

use crate::house::{Answer, House};

/// The test file of EICAR, in two halves: a scanner that finds the whole here would stop the tests.
const EICAR: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

fn eicar() -> Vec<u8> {
    EICAR.concat().into_bytes()
}

/// A draft without files: not every office here takes some.
async fn bare(house: &House) -> String {
    let subject = json!({"title": "采购核心交换机", "protection_department": "nea"});
    let body = json!({"kind": "procurement", "subject": subject});
    let filing = house.post("/api/v1/filings", "party", body).await.is(201);
    filing["id"].as_str().unwrap().to_owned()
}

async fn send(house: &House, name: &str, content: Vec<u8>) -> Answer {
    let id = bare(house).await;
    let path = format!("/api/v1/filings/{id}/materials/other?name={name}");
    house.raw("PUT", &path, "party", Body::from(content), &[]).await
}

fn left_behind(house: &House) -> usize {
    let new = house.dir.path().join("data/blobs/new");
    std::fs::read_dir(new).map_or(0, Iterator::count)
}

/// A scanner that speaks as the manual of clamd says, by somebody who read only that.
fn fake_clamd() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut command = [0; 6];
            if stream.read_exact(&mut command).is_err() {
                continue;
            }
            if &command == b"zPING\0" {
                let _ = stream.write_all(b"PONG\0");
                continue;
            }
            let mut rest = [0; 4];
            stream.read_exact(&mut rest).unwrap();
            assert_eq!([&command[..], &rest].concat(), b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let mut length = [0; 4];
                if stream.read_exact(&mut length).is_err() {
                    break;
                }
                let length = u32::from_be_bytes(length) as usize;
                if length == 0 {
                    break;
                }
                let mut piece = vec![0; length];
                stream.read_exact(&mut piece).unwrap();
                content.extend(piece);
            }
            let bad = content.windows(68).any(|window| window == eicar().as_slice());
            let answer: &[u8] =
                if bad { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
            let _ = stream.write_all(answer);
        }
    });
    address
}

fn by(address: SocketAddr, when_away: WhenAway) -> Option<Scanner> {
    let connect = move || {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Box::new(stream) as Box<dyn server::Conversation>)
    };
    Some(Scanner::new(connect, when_away))
}

/// An address at which nobody listens.
fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn scanned(count: Result<usize, server::Problem>) -> usize {
    count.map_err(|problem| problem.reason()).unwrap()
}

async fn catches_eicar(house: &House) {
    let refused = send(house, "a.txt", eicar()).await.refuses(422, "malware-found");
    assert!(refused["found"].as_str().unwrap().to_lowercase().contains("eicar"), "{refused}");
    assert_eq!(left_behind(house), 0);
    let kept = send(house, "a.txt", b"harmless".to_vec()).await.is(201);
    assert_eq!(kept["remarks"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn malware_is_found_while_it_comes_and_nothing_of_it_is_kept() {
    let scanner = by(fake_clamd(), WhenAway::Refuse);
    let house = House::made(|office| office.with_scanner(scanner));
    catches_eicar(&house).await;
    // An empty file is a file as well: no piece of it ends the talk before its time.
    send(&house, "empty.txt", Vec::new()).await.is(201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_clamd_catches_eicar() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let hex: String = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::create_dir(at("db")).unwrap();
    // A signature of our own: the real ones weigh hundreds of megabytes.
    std::fs::write(at("db/test.ndb"), format!("Eicar-Test:0:*:{hex}\n")).unwrap();
    let socket = at("clamd.sock");
    let settings = format!(
        "LocalSocket {}\nDatabaseDirectory {}\nForeground yes\nTemporaryDirectory {}\n",
        socket.display(),
        at("db").display(),
        dir.path().display()
    );
    std::fs::write(at("clamd.conf"), settings).unwrap();
    let started = std::process::Command::new("clamd")
        .arg(format!("--config-file={}", at("clamd.conf").display()))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    let Ok(mut clamd) = started else {
        eprintln!("SKIPPED: no clamd here (Debian: clamav-daemon)");
        return;
    };
    for _ in 0..600 {
        if std::os::unix::net::UnixStream::connect(&socket).is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let connect = move || {
        let stream = std::os::unix::net::UnixStream::connect(&socket)?;
        Ok(Box::new(stream) as Box<dyn server::Conversation>)
    };
    let scanner = Scanner::new(connect, WhenAway::Refuse);
    let house = House::made(|office| office.with_scanner(Some(scanner)));
    catches_eicar(&house).await;
    clamd.kill().unwrap();
    clamd.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_scanner_is_away_a_file_is_refused_or_waits_as_the_office_set_it() {
    let strict = by(nobody(), WhenAway::Refuse);
    let house = House::made(|office| office.with_scanner(strict));
    send(&house, "a.txt", b"x".to_vec()).await.refuses(422, "scanner-away");
    assert_eq!(left_behind(&house), 0);

    let lax = by(nobody(), WhenAway::Wait);
    let house = House::made(|office| office.with_scanner(lax));
    let kept = send(&house, "a.txt", eicar()).await.is(201);
    assert_eq!(kept["remarks"][0]["id"], "not-scanned");
    let id = house.get("/api/v1/filings", "party").await.is(200)["filings"][0]["id"].clone();
    let path = format!("/api/v1/filings/{}/materials/other", id.as_str().unwrap());
    assert_eq!(house.get(&path, "party").await.bytes, eicar());
    assert_eq!(scanned(scan_waiting(&house.office).await), 0, "it is still away");

    // It comes back: what waited is scanned, and what it finds is handed out no more.
    let scanner = by(fake_clamd(), WhenAway::Wait).unwrap();
    assert_eq!(scanned(server::scan_waiting_with(&house.office, &scanner).await), 1);
    house.get(&path, "party").await.refuses(409, "malware-found");
    house.get(&format!("{path}/view"), "party").await.refuses(409, "malware-found");
    let told = house.get(&format!("{path}/about"), "party").await.is(200);
    assert_eq!(told["remarks"][0]["id"], "malware-found");
}

#[tokio::test]
async fn a_file_is_what_its_content_says() {
    let house = House::new();
    let program = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 200]].concat();
    send(&house, "report.pdf", program.clone()).await.refuses(422, "disguised");
    send(&house, "a.docx", b"<html><script>1</script>".to_vec()).await.refuses(422, "disguised");
    assert_eq!(left_behind(&house), 0);
    send(&house, "setup.exe", program).await.is(201);
    let picture = send(&house, "a.pdf", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".to_vec()).await.is(201);
    assert_eq!(picture["media_type"], "image/jpeg");
    assert_eq!(picture["remarks"][0]["id"], "name-and-content-differ");
    let named = send(&house, "p%D0%B0ypal.txt", b"x".to_vec()).await.is(201);
    assert_eq!(named["remarks"][0]["id"], "name-mixes-scripts");
    assert_eq!(named["media_type"], "text/plain");
}

#[tokio::test]
async fn an_original_is_served_as_nothing_a_browser_carries_out() {
    let house = House::new();
    let cases = [
        ("a.html", b"<html><script>alert(1)</script>".to_vec(), "application/octet-stream"),
        ("a.svg", b"<svg xmlns='x'><script/></svg>".to_vec(), "application/octet-stream"),
        ("a.txt", b"words".to_vec(), "text/plain"),
        ("a.pdf", b"%PDF-1.7 x".to_vec(), "application/pdf"),
    ];
    for (name, content, media) in cases {
        let id = house.draft("party").await;
        let path = format!("/api/v1/filings/{id}/materials/other");
        let put = format!("{path}?name={name}");
        house.raw("PUT", &put, "party", Body::from(content.clone()), &[]).await.is(201);
        let got = house.get(&path, "party").await;
        assert_eq!((got.status.as_u16(), &got.bytes), (200, &content));
        assert_eq!(got.headers["content-type"], media, "{name}");
        assert_eq!(got.headers["x-content-type-options"], "nosniff");
        let disposition = got.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment;"), "{name}: {disposition}");
    }
}

#[tokio::test]
async fn a_copy_to_view_is_had_by_whoever_may_read_the_original_and_by_nobody_else() {
    let house = House::new();
    let id = house.draft("party").await;
    let path = format!("/api/v1/filings/{id}/materials/other");
    let table = "名称,公式\r\n甲,=1+1\r\n".as_bytes().to_vec();
    let put = format!("{path}?name=a.csv");
    house.raw("PUT", &put, "party", Body::from(table.clone()), &[]).await.is(201);
    let copy = house.get(&format!("{path}/view"), "party").await;
    assert_eq!(copy.text(), "名称,公式\r\n甲,'=1+1\r\n");
    assert_eq!(copy.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(house.get(&path, "party").await.bytes, table, "the original stays");
    for (who, status, reason) in
        [("other", 404, "not-found"), ("officer", 404, "not-found"), ("", 401, "not-signed-in")]
    {
        for end in ["/view", "/about"] {
            house.get(&format!("{path}{end}"), who).await.refuses(status, reason);
        }
    }
    let put = format!("{path}?name=a.zip");
    let zip = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    house.raw("PUT", &put, "party", Body::from(zip), &[]).await.is(201);
    house.get(&format!("{path}/view"), "party").await.refuses(409, "no-viewing-copy");
}

#[tokio::test]
async fn a_marking_inside_a_document_stops_a_supplement_and_a_form_too() {
    let house = House::new();
    let marked = "<?xml version=\"1.0\"?><w:t>机</w:t><w:t>密★</w:t>";
    let review = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}/files?name=a.xml");
    let body = Body::from(marked.to_owned());
    house.raw("POST", &path, "party", body, &[]).await.refuses(422, "state-secret-marking");
    assert_eq!(left_behind(&house), 0);
    let id = house.draft("party").await;
    let form = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\n\r\n\
         {marked}\r\n--b--\r\n"
    );
    let media = [("content-type", "multipart/form-data; boundary=b")];
    let page = format!("/filings/{id}/materials/other");
    let answer = house.raw("POST", &page, "party", Body::from(form), &media).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("机要"), "{}", answer.text());
}

#[tokio::test]
async fn evidence_is_looked_for_and_what_was_not_seen_is_not_good() {
    let house = House::new();
    for who in ["admin", "auditor"] {
        let told = house.get("/api/v1/evidence", who).await.is(200);
        let probes = told["probes"].as_array().unwrap().clone();
        let found = |id: &str| {
            let probe = probes.iter().find(|probe| probe["id"] == id).unwrap();
            probe["found"].as_str().unwrap().to_owned()
        };
        assert_eq!(found("transport"), "poor");
        assert_eq!(found("record"), "unknown");
        assert_eq!(found("backup"), "unknown");
        assert_eq!(found("malware"), "poor");
        assert_eq!(found("separation"), "good");
        // No head has set so far which roles need one.
        assert_eq!(found("second-factor"), "poor");
        assert_eq!(house.get("/office/evidence", who).await.status, 200);
    }
    for who in ["officer", "party", "provider", "miit"] {
        let answer = house.get("/api/v1/evidence", who).await;
        assert!([403, 404].contains(&answer.status.as_u16()), "{who}: {}", answer.status);
    }
    note(&house, 0).await;
    let record = |told: Value| {
        let probes = told["probes"].as_array().unwrap().clone();
        probes.iter().find(|probe| probe["id"] == "record").unwrap()["found"].clone()
    };
    assert_eq!(record(house.get("/api/v1/evidence", "admin").await.is(200)), "good");
    house.at("2026-03-09T01:00:00Z");
    assert_eq!(record(house.get("/api/v1/evidence", "admin").await.is(200)), "stale");
    note(&house, 2).await;
    assert_eq!(record(house.get("/api/v1/evidence", "admin").await.is(200)), "poor");
}

async fn note(house: &House, faults: u64) {
    let noted = server::evidence::note_verified(&house.office, faults).await;
    noted.map_err(|problem| problem.reason()).unwrap();
}
