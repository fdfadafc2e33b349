//! Texts of law read as people have them; two compared; a law file held against its text.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop where a premise fails"
)]

mod akoma;
mod compared;
mod faults;
mod foreign;
mod forms;
mod held;
mod noise;
mod slips;
mod texts;

use std::path::PathBuf;

use statute::{Refused, Statute, read};

/// The folder that holds `crates`, `law` and the rest.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The bytes of a real text, beside the repository; `None`, and said aloud, where it is not there.
fn beside(name: &str) -> Option<Vec<u8>> {
    let places = [root().join("../shared"), root().join("../../shared")];
    let found = places.iter().find_map(|place| std::fs::read(place.join(name)).ok());
    if found.is_none() {
        eprintln!("SKIPPED: shared/{name} is not beside the repository; nothing was read");
    }
    found
}

/// A text, read.
fn parsed(text: &str) -> Result<Statute, Refused> {
    read(text.as_bytes().to_vec())
}

/// The reason's id and the lines of a text that is refused.
fn refused(bytes: Vec<u8>) -> (&'static str, Vec<usize>) {
    let why = read(bytes).expect_err("a refusal");
    assert!(!why.words.zh.is_empty() && !why.words.en.is_empty());
    (why.reason.id(), why.lines)
}
