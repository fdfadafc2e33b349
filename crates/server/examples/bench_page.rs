//! The page of a case over HTTP: 64 connections, each with a session of its own, over reviews of 23
//! entries. `bench_page --dir DIR --connections N --reviews N --visited N --pages N` starts an
//! office in this process; with `--peer PYTHON SCRIPT` it starts that program instead and visits it
//! with the very same client. The last line is one JSON object, as `bench/README.md` says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool on the bench, not the product: it may time, print and give up"
)]

#[path = "bench/allocator.rs"]
mod allocator;
#[path = "bench/cases.rs"]
mod cases;
#[path = "bench/office.rs"]
mod office;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::desk::door::{self, Credential, Declared};
use store::desk::{people, reading};
use tokio::net::TcpListener;

use office::{Client, found, house, let_in, opened};

/// What there is to visit: where, as whom, and what must stand on each page.
struct Places {
    pages: Vec<(String, String)>,
    cookies: Vec<String>,
}

struct Wanted {
    dir: PathBuf,
    connections: usize,
    reviews: u64,
    visited: usize,
    pages: usize,
    peer: Option<(String, String)>,
}

/// An office with finished cases, officers who declared that they have no conflict, and a session
/// for each connection.
fn prepare(wanted: &Wanted) -> (store::Store, Places) {
    let dir = wanted.dir.join("office");
    let is_new = !dir.join("anshen.db").exists();
    let store = if is_new { found(&dir) } else { cases::open(&dir) };
    if is_new {
        house(&store, "bench", "party", None);
        for nth in 0..wanted.connections {
            let_in(&store, &format!("officer{nth}"), "office", "officer");
        }
    }
    let bench = cases::Bench::new(store);
    // The office has a stream of its own.
    let known = u64::try_from(bench.store.streams().unwrap().len()).unwrap() - 1;
    if known < wanted.reviews {
        bench.run(wanted.reviews - known, 256, bench.script.len(), known);
    }
    let store = bench.store;
    let streams = store.streams().unwrap();
    let mut dockets: Vec<String> =
        streams.iter().map(|id| id.as_str().to_owned()).filter(|id| id != server::OFFICE).collect();
    dockets.sort();
    let step = (dockets.len() / wanted.visited).max(1);
    let dockets: Vec<String> = dockets.into_iter().step_by(step).take(wanted.visited).collect();
    let cookies = sign_in(&store, wanted.connections, &dockets);
    let pages = dockets.into_iter().map(|id| (format!("/reviews/{id}"), "entry-23".to_owned()));
    (store, Places { pages: pages.collect(), cookies })
}

/// A session for each officer, who has declared that he has no conflict in any of the dockets.
fn sign_in(store: &store::Store, officers: usize, dockets: &[String]) -> Vec<String> {
    let now = Timestamp::now();
    let (dockets, marked) = (dockets.to_vec(), now.as_microsecond());
    let signed = store.desk_blocking(move |conn| {
        let mut cookies = Vec::new();
        let handling = ("handle".to_owned(), None);
        for nth in 0..officers {
            let account = people::account_by_login(conn, &format!("officer{nth}"))?.unwrap();
            let secret = format!("bench-session-{nth}-{marked}");
            let credential = Credential {
                id: secret.clone(),
                account: account.id.clone(),
                kind: "session".to_owned(),
                name: "bench".to_owned(),
                scope: "all".to_owned(),
                ends_at: now.saturating_add(SignedDuration::from_hours(8)).unwrap(),
                made_at: now,
                device: None,
                address: None,
                used_at: None,
                proved_at: Some(now),
            };
            let hash = Sha256::digest(secret.as_bytes()).into();
            door::add_credential(conn, &hash, &credential)?;
            for docket in &dockets {
                door::declare(conn, &account.id, docket, Declared::NoConflict, now)?;
                reading::state_purpose(conn, &secret, docket, &handling, now)?;
            }
            cookies.push(format!("anshen={secret}"));
        }
        Ok(cookies)
    });
    signed.unwrap()
}

/// Starts the peer, which answers on a port and leaves its places in a file.
fn start_peer(wanted: &Wanted, python: &str, script: &str) -> (Child, SocketAddr, Places) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let dir = wanted.dir.join("peer");
    let mut child = Command::new(python)
        .arg(script)
        .arg(&dir)
        .args([&port.to_string(), &wanted.reviews.to_string(), &wanted.connections.to_string()])
        .spawn()
        .unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    while std::net::TcpStream::connect(address).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "the peer ended");
        std::thread::sleep(Duration::from_millis(50));
    }
    let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
    let listed = read("pages.txt");
    let pages = listed.lines().map(|line| (line.to_owned(), "entry-23".to_owned()));
    let places = Places {
        pages: pages.take(wanted.visited).collect(),
        cookies: read("cookies.txt").lines().map(str::to_owned).collect(),
    };
    (child, address, places)
}

/// What came out of some visits.
struct Visits {
    per_second: f64,
    took: Vec<u64>,
    bytes: usize,
}

/// Visits so many pages, each connection one after the other, drawn anew each time.
async fn visit(address: SocketAddr, places: &Arc<Places>, pages: usize, orderly: bool) -> Visits {
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let clients: Vec<_> = (0..places.cookies.len())
        .map(|nth| {
            let (places, next) = (places.clone(), next.clone());
            tokio::spawn(async move {
                let mut client = Client::new(address).await;
                let (mut took, mut bytes) = (Vec::new(), 0);
                let cookie = &places.cookies[nth];
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if pages <= at {
                        return (took, bytes);
                    }
                    let drawn = if orderly { at } else { at.wrapping_mul(2_654_435_761) >> 7 };
                    let (path, must) = &places.pages[drawn % places.pages.len()];
                    let request =
                        format!("GET {path} HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\n\r\n");
                    let start = Instant::now();
                    let (status, body) = client.send(&request).await;
                    took.push(u64::try_from(start.elapsed().as_micros()).unwrap());
                    bytes += body.len();
                    let body = std::str::from_utf8(body).unwrap();
                    assert_eq!(status, 200, "{path}: {body}");
                    assert!(body.contains(must.as_str()), "{path}: {body}");
                }
            })
        })
        .collect();
    let (mut took, mut bytes) = (Vec::new(), 0);
    for client in clients {
        let (one, length) = client.await.unwrap();
        took.extend(one);
        bytes += length;
    }
    let per_second = took.len() as f64 / start.elapsed().as_secs_f64();
    took.sort_unstable();
    let bytes = bytes / took.len();
    Visits { per_second, took, bytes }
}

fn runtime(threads: usize) -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(threads).enable_all().build().unwrap()
}

fn read(mut words: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted {
        dir: PathBuf::new(),
        connections: 64,
        reviews: 1_000,
        visited: 1_000,
        pages: 50_000,
        peer: None,
    };
    while let Some(word) = words.next() {
        let value = words.next().unwrap();
        match word.as_str() {
            "--dir" => wanted.dir = value.into(),
            "--connections" => wanted.connections = value.parse().unwrap(),
            "--reviews" => wanted.reviews = value.parse().unwrap(),
            "--visited" => wanted.visited = value.parse().unwrap(),
            "--pages" => wanted.pages = value.parse().unwrap(),
            "--peer" => wanted.peer = Some((value, words.next().unwrap())),
            other => panic!("unknown argument {other}"),
        }
    }
    wanted
}

fn main() {
    let wanted = read(std::env::args().skip(1));
    std::fs::create_dir_all(&wanted.dir).unwrap();
    let serving = runtime(2);
    let (child, address, places) = match &wanted.peer {
        Some((python, script)) => {
            let (child, address, places) = start_peer(&wanted, python, script);
            (Some(child), address, places)
        }
        None => {
            let (store, places) = prepare(&wanted);
            (None, serve(&serving, store), places)
        }
    };
    let places = Arc::new(places);
    let visiting = runtime(1);
    // Every page once, for the first time: nothing of it is in memory.
    let first = visiting.block_on(visit(address, &places, places.pages.len(), true));
    let again = visiting.block_on(visit(address, &places, wanted.pages, false));
    if let Some(mut child) = child {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let at = |share: f64| again.took[((again.took.len() - 1) as f64 * share) as usize] as f64;
    let told = json!({
        "name": "page", "n": again.took.len(), "per_second": again.per_second.round(),
        "first_per_second": first.per_second.round(), "page_bytes": again.bytes,
        "p50_ms": at(0.5) / 1000.0, "p99_ms": at(0.99) / 1000.0,
    });
    println!("{told}");
}

/// The office on a port of loopback.
fn serve(serving: &tokio::runtime::Runtime, store: store::Store) -> SocketAddr {
    let office = opened(store);
    serving.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = server::router(office);
        let patience = server::Patience::default();
        tokio::spawn(server::listen(listener, router, patience, std::future::pending()));
        address
    })
}
