//! The calendar held against what it was not made from: the wording of the notices, a list merged
//! by others, a naive twin, the moon and the sun, and ten years of practice.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test that is wrong shall stop"
)]

mod examples;
mod moon;
mod notices;
mod practice;
mod refused;
mod twin;

use std::path::PathBuf;

use calendar::Calendar;
use jiff::civil::Date;

/// A day from its spelling.
pub fn day(text: &str) -> Date {
    text.parse().expect("a test writes days that exist")
}

/// All days from one to another, both included.
pub fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(jiff::Span::new().days(1)).take_while(move |day| *day <= to)
}

/// A file of `calendar/` as it stands in the repository.
pub fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../calendar").join(name);
    std::fs::read_to_string(path).expect("the repository has the file")
}

/// A calendar that has the papers of these years only.
pub fn calendar_of(years: impl IntoIterator<Item = i16>) -> Calendar {
    let names = years.into_iter().map(|year| format!("{year}.toml"));
    let names = ["statutory.toml".to_owned(), "festivals.toml".to_owned()].into_iter().chain(names);
    let files: Vec<(String, String)> = names.map(|name| (name.clone(), file(&name))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Calendar::from_files(&files).expect("the repository's files are readable")
}

/// A fact sheet beside the repository; `None`, loudly, where it is not there.
pub fn facts(name: &str) -> Option<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = [root.join("../shared/law"), root.join("../../shared/law")];
    let found = beside.iter().find_map(|law| std::fs::read_to_string(law.join(name)).ok());
    if found.is_none() {
        eprintln!("SKIPPED: shared/law/{name} is not beside the repository; nothing was compared");
    }
    found
}

#[test]
fn the_working_days_of_ten_years_add_up() {
    let calendar = Calendar::built_in();
    let totals = [249, 250, 250, 249, 250, 249, 249, 251, 248, 248];
    for (year, total) in (2017_i16..).zip(totals) {
        let (first, last) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
        // From 29 December 2026 on the notice of 2027 may speak; on either track these are
        // weekdays.
        let working = days(first, last).filter(|day| calendar.earliest().is_working(*day)).count();
        assert_eq!(working, total, "{year}");
    }
}

#[test]
fn a_due_day_may_be_a_make_up_sunday() {
    let calendar = Calendar::built_in();
    let due = calendar.nth_after(day("2024-03-15"), 30).expect("in range");
    assert_eq!(due, calendar::Counted::On(day("2024-04-28")));
}
