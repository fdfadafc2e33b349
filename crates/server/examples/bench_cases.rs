//! Whole cases of 23 acts through the core of the server, without HTTP: each act decided by the
//! law, chained and durable. `bench_cases --dir DIR --in-flight N --cases N [--reviews N]`; the
//! last line is one JSON object, as `bench/README.md` says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a tool on the bench, not the product: it may time, print and give up"
)]

#[path = "bench/allocator.rs"]
mod allocator;
#[path = "bench/cases.rs"]
mod cases;

use std::path::PathBuf;
use std::time::Instant;

use serde_json::json;

use cases::{Bench, open};

fn main() {
    let mut words = std::env::args().skip(1);
    let (mut dir, mut in_flight, mut cases, mut reviews) = (PathBuf::new(), 64, 1_000, 0);
    while let Some(word) = words.next() {
        let value = words.next().unwrap();
        match word.as_str() {
            "--dir" => dir = value.into(),
            "--in-flight" => in_flight = value.parse().unwrap(),
            "--cases" => cases = value.parse().unwrap(),
            "--reviews" => reviews = value.parse().unwrap(),
            other => panic!("unknown argument {other}"),
        }
    }
    let bench = Bench::new(open(&dir));
    let known = u64::try_from(bench.store.streams().unwrap().len()).unwrap();
    if known < reviews {
        // Reviews that were filed, confirmed and opened: the record other cases live in.
        bench.run(reviews - known, 256, 3, 1_000_000);
    }
    let start = Instant::now();
    bench.run(cases, in_flight, bench.script.len(), 0);
    let seconds = start.elapsed().as_secs_f64();
    let acts = cases * u64::try_from(bench.script.len()).unwrap();
    let per_second = acts as f64 / seconds;
    println!("{}", json!({"name": "anshen", "n": acts, "per_second": per_second.round()}));
}
