//! The law as data: files against the texts, faults in place, which version governs a day, and the
//! sheets a lawyer signs.

#![expect(clippy::expect_used, reason = "a test may stop where a premise fails")]

#[path = "law/coverage.rs"]
mod coverage;
#[path = "law/difference.rs"]
mod difference;
#[path = "law/examples.rs"]
mod examples;
#[path = "law/faults.rs"]
mod faults;
#[path = "law/governs.rs"]
mod governs;
#[path = "law/oracle.rs"]
mod oracle;
#[path = "law/penalties.rs"]
mod penalties;
#[path = "law/readings.rs"]
mod readings;
#[path = "law/sheets.rs"]
mod sheets;
#[path = "law/texts.rs"]
mod texts;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use law::{Book, Regime};

/// A day as written.
fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A built-in version.
fn regime(id: &str) -> Arc<Regime> {
    let book = Book::built_in();
    Arc::clone(book.find(id).expect("a version of that id"))
}

/// The folder that holds `crates`, `law` and the rest.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a law file.
fn file(id: &str) -> String {
    let path = root().join(format!("law/{id}.toml"));
    std::fs::read_to_string(path).expect("a law file")
}

/// A fictitious later version: the Measures of 2022 with another day, another limit, other numbers.
fn measures_2030() -> String {
    file("measures-2022")
        .replace("id = \"measures-2022\"", "id = \"measures-2030\"")
        .replace("in_force = \"2022-02-15\"", "in_force = \"2030-03-01\"")
        .replace("dated = \"2021-12-28\"", "dated = \"2030-01-02\"")
        .replace("id = \"measures-2020\"", "id = \"measures-2022\"")
        .replace("working_days = 90", "working_days = 120")
}
