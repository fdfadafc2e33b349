//! The log as anybody may check it over HTTP, and a witness that refuses what it must.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use ledger::{
    AddCheckpoint, Algorithm, Checkpoint, Frontier, Hash, Kind, Note, Tile, VerifierKey,
    read_signatures,
};
use seal::log::{LogKeys, NoteKey, check};
use seal::sign::{self, SigningKey};
use serde_json::json;
use server::witness::{Witness, file_of, router};
use server::{Router, World};
use store::Witnessed;
use tower::ServiceExt as _;

use crate::house::House;

const ORIGIN: &str = "office.example/log";

fn secret(algorithm: sign::Algorithm, seed: u8) -> SigningKey {
    SigningKey::from_secret(algorithm, &[seed; 32]).unwrap()
}

/// The keys of a log; the same each time.
pub fn keys() -> LogKeys {
    let (ed25519, sm2) = (secret(sign::Algorithm::Ed25519, 1), secret(sign::Algorithm::Sm2, 2));
    LogKeys::new(ORIGIN.parse().unwrap(), ed25519, sm2).unwrap()
}

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    assert_eq!(rest, [0_u8; 0]);
    chunks.iter().map(|chunk| Hash::from(*chunk)).collect()
}

#[tokio::test]
async fn anybody_checks_both_trees_with_nothing_but_the_key() {
    let house = House::new();
    for (algorithm, base) in [(Algorithm::Sha256, "/log"), (Algorithm::Sm3, "/log/sm3")] {
        let answer = house.get(&format!("{base}/checkpoint"), "").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(answer.headers["cache-control"], "public, max-age=2");
        let (checkpoint, note) = Checkpoint::read(&answer.bytes).unwrap();
        let vkeys = house.get("/log/vkey", "").await.text();
        let vkeys: Vec<VerifierKey> = vkeys.lines().map(|line| line.parse().unwrap()).collect();
        let own = vkeys.iter().find(|key| key.kind().algorithm() == algorithm).unwrap();
        assert_eq!(own.name(), &checkpoint.origin);
        assert!(note.signed_by(own, &check).is_ok());
        let mut tree = Frontier::new(algorithm);
        let mut level_0 = Vec::new();
        for tile in Tile::all(checkpoint.head.size).filter(|tile| tile.level == 0) {
            let answer = house.get(&format!("{base}/tile/{}", tile.path()), "").await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.headers["content-type"], "application/octet-stream");
            let cached = answer.headers["cache-control"].to_str().unwrap();
            assert!(cached.contains("immutable"), "{cached}");
            level_0.extend(hashes(&answer.bytes));
        }
        level_0.iter().for_each(|leaf| tree.append(*leaf, |_, _| ()));
        assert_eq!(tree.head(), checkpoint.head);
    }
}

#[tokio::test]
async fn what_is_not_there_or_not_a_tile_is_not_found() {
    let house = House::new();
    assert_eq!(house.get("/log/checkpoint", "").await.status, 200);
    for path in [
        "/log/tile/0/001",
        "/log/tile/0/000",
        "/log/tile/0/000.p/200",
        "/log/tile/1/000.p/1",
        "/log/tile/64/000",
        "/log/tile/0/0",
        "/log/tile/00/000",
        "/log/tile/0/x000/000",
        "/log/tile/-1/000.p/1",
        "/log/tile/0/%2e%2e",
        "/log/sm3/tile/0/999",
        "/log/tile/0/",
        "/log/nothing",
        "/log/sm3/tile/entries/000.p/1",
    ] {
        assert_eq!(house.get(path, "").await.status, 404, "{path}");
    }
    let problem = house.get("/log/tile/0/001", "").await;
    assert_eq!(problem.headers["content-type"], "application/problem+json");
}

#[tokio::test]
async fn an_act_is_not_seen_in_the_log_before_its_head_is_signed() {
    let house = House::new();
    let (first, _) = Checkpoint::read(&house.get("/log/checkpoint", "").await.bytes).unwrap();
    let notice = include_str!("notice-2027.toml");
    let _ = house.send("POST", "/api/v1/calendar/notices", "clerk", json!({"toml": notice})).await;
    let entry = store::NewEntry { payload: "{\"office\":\"test\"}".to_owned() };
    let expected = house.office.reader().length(&store::StreamId::new(server::OFFICE)).unwrap();
    house
        .office
        .store()
        .append_blocking(store::Append {
            stream: store::StreamId::new(server::OFFICE),
            expected,
            recorded_at: jiff::Timestamp::from_second(1_772_600_000).unwrap(),
            content: store::Content::Ready(store::Written {
                entries: vec![entry],
                projection: None,
            }),
            idempotency: None,
            keys_of: None,
            also: None,
        })
        .unwrap();
    let size = first.head.size;
    let next = format!("/log/tile/0/000.p/{}", size + 1);
    assert_eq!(house.get(&next, "").await.status, 404);
    let (same, _) = Checkpoint::read(&house.get("/log/checkpoint", "").await.bytes).unwrap();
    assert_eq!(same, first);
    house.office.publish().unwrap();
    assert_eq!(house.get(&next, "").await.status, 200);
    let (now, _) = Checkpoint::read(&house.get("/log/checkpoint", "").await.bytes).unwrap();
    assert_eq!(now.head.size, size + 1);
}

#[tokio::test]
async fn what_leaves_are_made_of_is_for_the_auditor() {
    let house = House::new();
    let (checkpoint, _) = Checkpoint::read(&house.get("/log/checkpoint", "").await.bytes).unwrap();
    let size = checkpoint.head.size;
    let path = format!("/log/tile/entries/000.p/{size}");
    for who in ["officer", "head", "clerk", "party", "provider", "nea", "commission"] {
        assert_eq!(house.get(&path, who).await.status, 403, "{who}");
    }
    house.get(&path, "").await.refuses(401, "not-signed-in");
    let bundle = house.get(&path, "auditor").await;
    assert_eq!(bundle.status, 200);
    assert_eq!(bundle.headers["cache-control"], "no-store");
    let mut tree = Frontier::default();
    let mut rest = bundle.bytes.as_slice();
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let (data, after) = after.split_at(usize::from(u16::from_be_bytes(*length)));
        tree.append(ledger::leaf(data), |_, _| ());
        rest = after;
    }
    assert_eq!(tree.head(), checkpoint.head);
}

/// A witness that trusts the log, and the folder it remembers in.
struct Beside {
    dir: tempfile::TempDir,
    key: VerifierKey,
    router: Router,
}

fn witness() -> Beside {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("witness");
    drop(Witnessed::create(&folder).unwrap());
    for algorithm in Algorithm::ALL {
        let key = keys().public(algorithm).clone();
        Witnessed::trust(&folder, &format!("{} {key}", key.name())).unwrap();
    }
    start(dir)
}

fn start(dir: tempfile::TempDir) -> Beside {
    let name = "unit.example/witness".parse().unwrap();
    let secret = secret(sign::Algorithm::Ed25519, 9);
    let key = NoteKey::new(name, Kind::Cosignature, secret).unwrap();
    let public = key.public().clone();
    let now = || jiff::Timestamp::from_second(1_772_600_000).unwrap();
    let world = World::new(now, |_| Ok(()));
    let memory = Witnessed::open(&dir.path().join("witness")).unwrap();
    let router = router(Arc::new(Witness::new(key, world, memory)));
    Beside { dir, key: public, router }
}

impl Beside {
    async fn ask(&self, body: String) -> (u16, String, String) {
        let request = Request::post("/add-checkpoint").body(Body::from(body)).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let media = answer.headers()["content-type"].to_str().unwrap().to_owned();
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, media, String::from_utf8(bytes.to_vec()).unwrap())
    }
}

fn leaves(algorithm: Algorithm, count: u8) -> Vec<Hash> {
    (0..count).map(|nth| algorithm.leaf(&[nth])).collect()
}

/// A request of a log with these leaves.
fn request(algorithm: Algorithm, log: &[Hash], old: u64) -> (String, Note) {
    let mut tree = Frontier::new(algorithm);
    let size = log.len() as u64;
    log.iter().for_each(|leaf| tree.append(*leaf, |_, _| ()));
    let source = |place: ledger::Place| -> Result<Hash, ()> {
        let count = 1_usize << place.level;
        let start = usize::try_from(place.index).unwrap() * count;
        let mut tree = Frontier::new(algorithm);
        log[start..start + count].iter().for_each(|leaf| tree.append(*leaf, |_, _| ()));
        Ok(tree.head().root)
    };
    let proof = algorithm.consistency(old, size, source).unwrap();
    let note = keys().sign(algorithm, tree.head()).unwrap();
    let (checkpoint, _) = Checkpoint::read(note.to_string().as_bytes()).unwrap();
    let request = AddCheckpoint { old, proof, checkpoint, note: note.clone() };
    (request.to_string(), note)
}

#[tokio::test]
async fn a_witness_signs_what_continues_and_remembers_it() {
    let beside = witness();
    for algorithm in Algorithm::ALL {
        let log = leaves(algorithm, 9);
        for (old, new) in [(0, 3), (3, 3), (3, 9)] {
            let (body, mut note) = request(algorithm, &log[..new], old);
            let (status, _, lines) = beside.ask(body).await;
            assert_eq!(status, 200, "{lines}");
            read_signatures(&lines).unwrap().into_iter().for_each(|one| note.add(one));
            let own = note.signed_by(&beside.key, &check).unwrap();
            let (seconds, _) = ledger::cosignature::read(own).unwrap();
            assert_eq!(seconds, 1_772_600_000);
        }
    }
    // Another process, the same memory.
    let Beside { dir, router, .. } = beside;
    drop(router);
    let again = start(dir);
    let (body, _) = request(Algorithm::Sha256, &leaves(Algorithm::Sha256, 9)[..4], 3);
    let (status, media, known) = again.ask(body).await;
    assert_eq!((status, media.as_str(), known.as_str()), (409, "text/x.tlog.size", "9\n"));
}

#[tokio::test]
async fn a_witness_refuses_a_fork_and_keeps_the_evidence() {
    let beside = witness();
    let algorithm = Algorithm::Sha256;
    let log = leaves(algorithm, 9);
    let mut other = log.clone();
    other[2] = ledger::leaf(b"another history");
    assert_eq!(beside.ask(request(algorithm, &log[..5], 0).0).await.0, 200);
    let (same_size, shown) = request(algorithm, &other[..5], 5);
    assert_eq!(beside.ask(same_size).await, (409, "text/x.tlog.size".to_owned(), "5\n".to_owned()));
    let (status, _, told) = beside.ask(request(algorithm, &other, 5).0).await;
    assert_eq!(status, 422);
    let (known, _) = request(algorithm, &log[..5], 0);
    let known = AddCheckpoint::read(known.as_bytes()).unwrap().checkpoint.head;
    assert!(told.contains(&known.root.to_string()), "both heads are told: {told}");
    let kept = Witnessed::notes(&beside.dir.path().join("witness")).unwrap();
    let refused = format!("{}-refused-5", file_of(ORIGIN));
    let evidence = kept.iter().find(|(file, _)| *file == refused).unwrap();
    assert_eq!(evidence.1, shown.to_string().as_bytes());
    // What it signed before is not touched.
    assert_eq!(beside.ask(request(algorithm, &log, 5).0).await.0, 200);
}

#[tokio::test]
async fn a_witness_answers_strangers_as_the_protocol_has_it() {
    let beside = witness();
    let (body, _) = request(Algorithm::Sha256, &leaves(Algorithm::Sha256, 3), 0);
    assert_eq!(beside.ask("nonsense".to_owned()).await.0, 400);
    assert_eq!(beside.ask(String::new()).await.0, 400);
    assert_eq!(beside.ask(body.replace("office.example", "other.example")).await.0, 404);
    let (_, changed) = body.split_once("\n\n").unwrap();
    let changed = format!("old 0\n\n{}", changed.replacen("\n3\n", "\n4\n", 1));
    assert_eq!(beside.ask(changed).await.0, 403, "the signature is not over this head");
    assert_eq!(beside.ask(body.replace("old 0", "old 4")).await.0, 400);
    assert_eq!(beside.ask("x".repeat(200_000)).await.0, 413);
    assert_eq!(beside.ask(body).await.0, 200);
}

#[tokio::test]
async fn a_witness_whose_memory_is_damaged_signs_nothing() {
    let beside = witness();
    let log = leaves(Algorithm::Sha256, 5);
    assert_eq!(beside.ask(request(Algorithm::Sha256, &log[..3], 0).0).await.0, 200);
    let file = beside.dir.path().join("witness/logs").join(file_of(ORIGIN));
    std::fs::write(&file, "damaged").unwrap();
    assert_eq!(beside.ask(request(Algorithm::Sha256, &log, 3).0).await.0, 500);
    assert_eq!(beside.ask(request(Algorithm::Sha256, &log, 0).0).await.0, 500);
}
