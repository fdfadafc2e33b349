//! The ledger at size: `bench_ledger DIR verify ENTRIES` makes a record of so many entries of 600
//! bytes and verifies it, both trees and every head; `bench_ledger DIR proof ENTRIES` makes one of
//! small entries and proves drawn ones. The last line printed is the figures.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a measurement says what came out, and stops where nothing can be measured"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use store::{Algorithm, Append, Content, NewEntry, Options, Reader, Store, StreamId, Written};

/// Entries of one docket, appended together: how they came in is not what is measured.
const TOGETHER: u32 = 50;
const PROOFS: usize = 1000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let dir = arguments.next().expect("a folder");
    let what = arguments.next().expect("verify or proof");
    let count: u64 = arguments.next().and_then(|n| n.parse().ok()).expect("how many entries");
    let dir = Path::new(&dir);
    let payload = match what.as_str() {
        "verify" => format!("{{\"act\":\"note\",\"text\":\"{}\"}}", "x".repeat(570)),
        _ => "{}".to_owned(),
    };
    // A later round measures what an earlier one made.
    if !dir.exists() {
        fill(dir, count, &payload);
    }
    let reader = Reader::open(dir, 1, Some(keys())).expect("the folder opens");
    match what.as_str() {
        "verify" => verify(&reader),
        _ => prove(&reader),
    }
}

fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]);
    Arc::new(seal::KeyRing::new(key.expect("as many bytes as the profile wants")))
}

fn fill(dir: &Path, count: u64, payload: &str) {
    let random = Arc::new(|bytes: &mut [u8]| {
        getrandom::fill(bytes).expect("the operating system has random bytes");
    });
    let options = Options { random, readers: 1, keys: keys() };
    let store = Store::create(dir, options).expect("an empty folder");
    for nth in 0..count.div_ceil(u64::from(TOGETHER)) {
        let entries = (0..TOGETHER).map(|_| NewEntry { payload: payload.to_owned() }).collect();
        let append = Append {
            stream: StreamId::new(&format!("0190a0b0-{nth:08x}")),
            expected: 0,
            recorded_at: Timestamp::UNIX_EPOCH,
            content: Content::Ready(Written { entries, projection: None }),
            idempotency: None,
            keys_of: None,
            also: None,
        };
        let last = nth + 1 == count.div_ceil(u64::from(TOGETHER));
        match last || nth % 200 == 0 {
            true => drop(store.append_blocking(append).expect("it is appended")),
            false => store.append(append, |outcome| drop(outcome.expect("it is appended"))),
        }
    }
}

fn verify(reader: &Reader) {
    let started = Instant::now();
    let verified = reader.verify(None, |_| ()).expect("the record is read");
    let seconds = started.elapsed().as_secs_f64();
    let n = verified.head.size;
    println!(
        "{{\"name\":\"anshen\",\"n\":{n},\"seconds\":{seconds:.3},\"faults\":{},\"heads\":{}}}",
        verified.count, verified.heads
    );
}

fn prove(reader: &Reader) {
    let size = reader.count().expect("the record is read");
    let mut chance = 0x5EED_u64;
    let mut times: Vec<f64> = Vec::with_capacity(2 * PROOFS);
    for nth in 0..PROOFS {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let algorithm = if nth % 2 == 0 { Algorithm::Sha256 } else { Algorithm::Sm3 };
        let entry = chance % size + 1;
        let started = Instant::now();
        let proof = reader.inclusion_in(algorithm, entry, None).expect("it is proven");
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        let leaf = algorithm.leaf(&proof.entry.leaf_data());
        let verdict = algorithm.verify_inclusion(entry - 1, &leaf, &proof.head, &proof.path);
        verdict.expect("the proof holds");
    }
    times.sort_unstable_by(f64::total_cmp);
    let at = |part: f64| {
        let place = (times.len() as f64 * part) as usize;
        times.get(place).copied().unwrap_or_default()
    };
    println!(
        "{{\"name\":\"anshen\",\"n\":{size},\"median_ms\":{:.4},\"p99_ms\":{:.4}}}",
        at(0.5),
        at(0.99)
    );
}
