//! What must be in the house: the law, the calendar, the pages a stranger looks for.

use super::Finding;
use super::tree::Tree;

const PAGES: &[&str] = &[
    "README.md",
    "README.en.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "docs/decisions/README.md",
    "bench/README.md",
];

/// Every version of the Measures so far.
const LAWS: &[&str] = &["draft-2017", "trial-2017", "measures-2020", "draft-2021", "measures-2022"];

/// The first and the last year whose notice is in the house; later ones may follow.
const YEARS: (u16, u16) = (2017, 2026);

/// Checks that nothing is missing.
pub fn check(tree: &Tree, findings: &mut Vec<Finding>) {
    let pages = PAGES.iter().map(|page| (*page).to_owned());
    let laws = LAWS.iter().map(|law| format!("law/{law}.toml"));
    let years = (YEARS.0..=YEARS.1).map(|year| format!("calendar/{year}.toml"));
    for path in pages.chain(laws).chain(years) {
        let there = tree.file(&path).is_some_and(|file| !file.text.trim().is_empty());
        if !there {
            findings.push(Finding::new(&path, 1, "missing or empty: it belongs to the house"));
        }
    }
}
