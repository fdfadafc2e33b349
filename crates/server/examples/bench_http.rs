//! Whole cases of 23 acts through the API: clients with a connection each on loopback, a token a
//! person, each act decided, permitted, chained and durable before it is answered.
//! `bench_http --dir DIR --clients N --cases N`; the last line is one JSON object, as
//! `bench/README.md` says.

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
#[path = "bench/office.rs"]
mod office;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use serde_json::json;
use server::setup;
use store::desk::filing::{self, Filing, Material};
use store::{BlobStore, Store};
use tokio::net::TcpListener;

use office::{Client, found, house, opened, world};

const MEMBERS: &[&str] = &[
    "ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca",
    "nea",
];

/// A folder with its people, and a token for each.
struct Prepared {
    store: Store,
    tokens: HashMap<String, String>,
    party_ids: Vec<String>,
}

fn prepare(dir: &Path, clients: usize) -> Prepared {
    let store = found(&dir.join("office"));
    let mut tokens = HashMap::new();
    let mut party_ids = Vec::new();
    let mut let_in = |login: &str, organisation: &str, role: &str| {
        let id = office::let_in(&store, login, organisation, role);
        let token = setup::new_token(&store, &world(), login, "bench", "all", 2).unwrap();
        tokens.insert(login.to_owned(), token.secret);
        id
    };
    house(&store, "nea", "protection-department", Some("nea"));
    let_in("head", "office", "head");
    for member in MEMBERS {
        let_in(member, member, "liaison");
    }
    for client in 0..clients {
        let id = format!("party{client}");
        house(&store, &id, "party", None);
        party_ids.push(let_in(&id, &id, "party-admin"));
    }
    Prepared { store, tokens, party_ids }
}

/// Drafts ready to be handed in: what is measured are acts.
fn draft(prepared: &Prepared, client: usize, cases: usize) -> Vec<String> {
    let store = &prepared.store;
    let ids: Vec<String> = (0..cases).map(|nth| format!("draft-{client}-{nth}")).collect();
    let drafts = ids.clone();
    let owner = prepared.party_ids[client].clone();
    let now = Timestamp::now();
    store
        .desk_blocking(move |conn| {
            for id in &drafts {
                let subject =
                    json!({"title": format!("采购案 {id}"), "protection_department": "nea"});
                let answers = json!({"no_state_secrets": true});
                let draft = Filing {
                    id: id.clone(),
                    party: format!("party{client}"),
                    owner: owner.clone(),
                    kind: "procurement".to_owned(),
                    subject: subject.to_string(),
                    answers: answers.to_string(),
                    created_at: now,
                    changed_at: now,
                    review: None,
                };
                filing::add(conn, &draft)?;
            }
            Ok(())
        })
        .unwrap();
    let owner = prepared.party_ids[client].clone();
    let files: Vec<_> = ids.iter().map(|id| (id.clone(), kept(store, id))).collect();
    store
        .desk_blocking(move |conn| {
            for (id, (blobs, hash)) in &files {
                for material in ["declaration", "analysis", "documents"] {
                    let material = Material {
                        material: material.to_owned(),
                        name: material.to_owned(),
                        media_type: "text/plain".to_owned(),
                        hash: *hash,
                        bytes: 8,
                        uploaded_by: owner.clone(),
                        uploaded_at: now,
                    };
                    filing::put_material(conn, blobs, id, &material)?;
                }
            }
            Ok(())
        })
        .unwrap();
    ids
}

/// A file of a draft, kept.
fn kept(store: &Store, draft: &str) -> (BlobStore, [u8; 32]) {
    let blobs = store.blobs(draft).unwrap();
    let mut file = blobs.writer().unwrap();
    file.write(b"material").unwrap();
    let hash = *file.finish().unwrap().as_bytes();
    (blobs, hash)
}

/// The acts of a case after it was handed in: who, what. `{}` takes the position.
fn acts() -> Vec<(&'static str, String)> {
    let mut acts = vec![
        ("head", r#"{"act":"confirm-filing","position":{}}"#.to_owned()),
        ("head", r#"{"act":"open-review","position":{}}"#.to_owned()),
        ("head", r#"{"act":"request-supplement","what":"list","position":{}}"#.to_owned()),
        ("party", r#"{"act":"supply-supplement","position":{}}"#.to_owned()),
        (
            "head",
            [
                r#"{"act":"extend-limit","limit":"preliminary-review","working_days":15,"#,
                r#""because":"many parts","position":{}}"#,
            ]
            .concat(),
        ),
        ("head", r#"{"act":"propose","conclusion":"pass","position":{}}"#.to_owned()),
    ];
    for member in MEMBERS {
        acts.push((*member, r#"{"act":"reply","opinion":"agree","position":{}}"#.to_owned()));
    }
    acts.push(("head", r#"{"act":"conclude","position":{}}"#.to_owned()));
    acts.push(("head", r#"{"act":"announce","what":"conclusion","position":{}}"#.to_owned()));
    acts.push(("head", r#"{"act":"note","text":"filed away","position":{}}"#.to_owned()));
    assert_eq!(acts.len(), 22);
    acts
}

/// Hands something in; status and answer.
async fn post(client: &mut Client, path: &str, token: &str, body: &str) -> (u16, String) {
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (status, body) = client.send(&request).await;
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// Takes drafts to the end of their cases; how long each act took, in microseconds.
async fn client(
    address: std::net::SocketAddr,
    tokens: Arc<HashMap<String, String>>,
    party: String,
    drafts: Vec<String>,
) -> Vec<u64> {
    let mut client = Client::new(address).await;
    let script = acts();
    let mut took = Vec::with_capacity(drafts.len() * 23);
    for draft in drafts {
        let start = Instant::now();
        let path = format!("/api/v1/filings/{draft}/submit");
        let (status, body) = post(&mut client, &path, &tokens[&party], "").await;
        took.push(u64::try_from(start.elapsed().as_micros()).unwrap());
        assert_eq!(status, 201, "{body}");
        let told: serde_json::Value = serde_json::from_str(&body).unwrap();
        let review = told["review"].as_str().unwrap();
        let path = format!("/api/v1/reviews/{review}/declarations");
        let none = r#"{"conflict":false}"#;
        let (status, body) = post(&mut client, &path, &tokens["head"], none).await;
        assert_eq!(status, 204, "{body}");
        let path = format!("/api/v1/reviews/{review}/acts");
        for (position, (who, act)) in (1..).zip(&script) {
            let who = if *who == "party" { party.as_str() } else { who };
            let act = act.replace("{}", &format!("{position}"));
            let start = Instant::now();
            let (status, body) = post(&mut client, &path, &tokens[who], &act).await;
            took.push(u64::try_from(start.elapsed().as_micros()).unwrap());
            assert_eq!(status, 201, "{act}: {body}");
        }
    }
    took
}

fn main() {
    let mut words = std::env::args().skip(1);
    let (mut dir, mut clients, mut cases) = (PathBuf::new(), 64_usize, 640_usize);
    while let Some(word) = words.next() {
        let value = words.next().unwrap();
        match word.as_str() {
            "--dir" => dir = value.into(),
            "--clients" => clients = value.parse().unwrap(),
            "--cases" => cases = value.parse().unwrap(),
            other => panic!("unknown argument {other}"),
        }
    }
    // Each round begins with an empty office.
    if dir.exists() {
        std::fs::remove_dir_all(&dir).unwrap();
    }
    std::fs::create_dir_all(&dir).unwrap();
    let prepared = prepare(&dir, clients);
    let each = cases.div_ceil(clients);
    let drafts: Vec<Vec<String>> =
        (0..clients).map(|client| draft(&prepared, client, each)).collect();
    let tokens = Arc::new(prepared.tokens);
    let office = opened(prepared.store);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (mut took, seconds) = runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = server::router(office);
        tokio::spawn(server::listen(
            listener,
            router,
            server::Patience::default(),
            std::future::pending(),
        ));
        let start = Instant::now();
        let clients: Vec<_> = drafts
            .into_iter()
            .enumerate()
            .map(|(nth, drafts)| {
                let party = format!("party{nth}");
                tokio::spawn(client(address, tokens.clone(), party, drafts))
            })
            .collect();
        let mut took = Vec::new();
        for client in clients {
            took.extend(client.await.unwrap());
        }
        (took, start.elapsed().as_secs_f64())
    });
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize] as f64 / 1000.0;
    let told = json!({
        "name": "anshen", "n": took.len(), "per_second": (took.len() as f64 / seconds).round(),
        "p50_ms": at(0.5), "p99_ms": at(0.99),
    });
    println!("{told}");
}
