//! What is refused, and how it is said.

use calendar::{Calendar, OutOfRange};
use jiff::civil::Date;

use crate::{day, file};

fn check_refused(toml: &str, line: usize, en: &str) {
    let fault = Calendar::built_in().with_notice("2027.toml", toml).expect_err("refused");
    let words = fault.words();
    assert!(words.en.contains(en), "{}", words.en);
    assert!(!words.zh.is_empty());
    assert_eq!((fault.line, fault.file.as_str()), (line, "2027.toml"), "{}", words.en);
}

/// An invented notice for 2027.
pub const INVENTED: &str = r#"year = 2027

[[paper]]
title = "invented for the tests"
number = "test 1"
date = "2026-11-20"

[[paper.holiday]]
name = { zh = "元旦", en = "New Year" }
from = "2027-01-01"
to = "2027-01-03"

[[paper.holiday]]
name = { zh = "春节", en = "Spring Festival" }
from = "2027-02-05"
to = "2027-02-12"
make_up = ["2027-01-31", "2027-02-20"]

[[paper.holiday]]
name = { zh = "清明节", en = "Qingming Festival" }
from = "2027-04-03"
to = "2027-04-05"

[[paper.holiday]]
name = { zh = "劳动节", en = "Labour Day" }
from = "2027-05-01"
to = "2027-05-05"
make_up = ["2027-04-25"]

[[paper.holiday]]
name = { zh = "端午节", en = "Dragon Boat Festival" }
from = "2027-06-09"

[[paper.holiday]]
name = { zh = "中秋节", en = "Mid-Autumn Festival" }
from = "2027-09-15"

[[paper.holiday]]
name = { zh = "国庆节", en = "National Day" }
from = "2027-10-01"
to = "2027-10-07"
make_up = ["2027-09-26", "2027-10-09"]
"#;

#[test]
fn a_new_notice_makes_provisional_days_firm() {
    let before = Calendar::built_in();
    let (after, notice) = before.with_notice("2027.toml", INVENTED).expect("a notice");
    assert_eq!((notice.year, notice.papers.len()), (2027, 1));
    assert_eq!(after.provisional_from(), day("2027-12-29"));
    let range = before.nth_after(day("2026-12-15"), 90).expect("in range");
    let firm = after.nth_after(day("2026-12-15"), 90).expect("in range");
    assert_eq!(firm.earliest(), firm.latest());
    assert!(range.earliest() <= firm.latest() && firm.latest() <= range.latest());
    // By hand: 4 to 29 January are 20 weekdays, the 31st is a make-up day, 1 to 4 February are 4.
    // The year has 261 weekdays, 18 of them off, and 5 make-up days; 29 to 31 December wait for
    // 2028.
    let counted = |to| after.earliest().between(day("2026-12-31"), day(to));
    assert_eq!(counted("2027-02-04"), 25);
    assert_eq!(counted("2027-12-28"), 245);
    let known = after.known_on(day("2026-11-19"));
    assert_eq!(known.provisional_from(), day("2026-12-29"));
}

#[test]
fn the_files_in_the_repository_are_those_built_in() {
    let rebuilt = crate::calendar_of(2017..=2026);
    let calendar = Calendar::built_in();
    assert_eq!(rebuilt.provisional_from(), calendar.provisional_from());
    assert!(rebuilt.all_papers().eq(calendar.all_papers()));
}

#[test]
fn an_unknown_key_is_refused_with_its_place_and_the_nearest_known() {
    let toml = INVENTED.replacen("make_up", "makeup", 1);
    check_refused(&toml, 17, "unknown key `makeup`");
    let fault = Calendar::built_in().with_notice("x", &toml).expect_err("refused");
    assert_eq!(fault.nearest.as_deref(), Some("make_up"));
}

#[test]
fn what_is_no_notice_is_refused() {
    check_refused(
        &INVENTED.replace("\"2027-02-12\"", "\"2027-02-30\""),
        16,
        "`2027-02-30` is not a day",
    );
    check_refused(
        &INVENTED.replace("\"2027-02-12\"", "\"2027-02-01\""),
        16,
        "no stretch of days off",
    );
    check_refused(
        &INVENTED.replace("\"2027-02-12\"", "\"2028-02-12\""),
        16,
        "no stretch of days off",
    );
    check_refused(
        &INVENTED.replace("\"2027-01-31\"", "\"2027-01-29\""),
        17,
        "is a working day anyway",
    );
    check_refused(&INVENTED.replace("\"2027-01-31\"", "\"2027-02-06\""), 15, "named twice");
    check_refused(
        &INVENTED.replace("\"2027-01-31\"", "\"2025-01-04\""),
        17,
        "not for a notice for 2027",
    );
    check_refused(
        &INVENTED.replace("\"2027-09-15\"", "\"2027-09-16\""),
        1,
        "2027-09-15 is a statutory",
    );
    check_refused(
        &INVENTED.replace("\"2026-11-20\"", "\"2028-11-20\""),
        6,
        "the paper of 2028-11-20 arranges 2027, which is over by then",
    );
    let twice = format!("{INVENTED}{}", INVENTED.replace("year = 2027\n", ""));
    check_refused(&twice, 46, "`test 1` stands in this file already");
    check_refused("year = 2027\n", 1, "[[paper]] is missing");
    check_refused("year = 2099\n[[paper]]", 2, "missing");
    check_refused(&INVENTED.replace("year = 2027", "year = 1999"), 1, "2017 and later");
    check_refused("year = \n", 1, "cannot be read");
    check_refused("", 1, "`year` is missing");
}

#[test]
fn a_paper_of_a_known_number_takes_the_place_of_the_old() {
    let (first, _) = Calendar::built_in().with_notice("a", INVENTED).expect("a notice");
    let corrected = INVENTED.replace("\"2027-02-20\"", "\"2027-02-14\"");
    let (second, _) = first.with_notice("b", &corrected).expect("a notice");
    assert!(!second.earliest().is_working(day("2027-02-20")));
    assert!(second.earliest().is_working(day("2027-02-14")));
    assert_eq!(second.all_papers().count(), first.all_papers().count());
}

#[test]
fn a_missing_file_is_named() {
    let fault = Calendar::from_files(&[("2026.toml", &file("2026.toml"))]).expect_err("refused");
    assert_eq!(fault.file, "statutory.toml");
}

#[test]
fn days_and_counts_outside_are_values() {
    let calendar = Calendar::built_in();
    let early = calendar.nth_after(day("2016-12-31"), 1);
    assert!(matches!(early, Err(OutOfRange::Before { .. })), "{early:?}");
    let late = calendar.nth_after(day("2061-01-01"), 1);
    assert!(matches!(late, Err(OutOfRange::After { .. })), "{late:?}");
    for (day, n) in [(Date::MIN, 1), (Date::MAX, 0), (day("2016-12-31"), 0)] {
        assert_eq!(calendar.nth_after(day, n).ok(), None, "{day} {n}");
    }
    let long = calendar.nth_after(day("2026-01-01"), 10_000);
    assert!(matches!(long, Err(OutOfRange::Count { .. })), "{long:?}");
    assert_eq!(calendar.earliest().nth_after(day("2026-01-01"), u32::MAX).ok(), None);
    assert_eq!(calendar.latest().nth_after(day("2028-01-01"), u32::MAX).ok(), None);
    assert_eq!(calendar.earliest().between(day("2000-01-01"), day("2001-01-01")), 0);
    assert_eq!(calendar.earliest().between(day("2070-01-01"), day("2071-01-01")), 0);
}
