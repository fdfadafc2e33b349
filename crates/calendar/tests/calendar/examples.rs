//! The calendars of other lands, held against the list of a foreign program and against the rules
//! that their holidays follow, reckoned a second time here.

use std::collections::BTreeSet;

use calendar::{Calendar, Counted, DayKind, ExampleCalendar};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::{day, days};

/// Weekdays off as the Python package `holidays` has them, by part.
const FOREIGN: &str = include_str!("holidays-0.109.txt");

fn foreign(part: &str) -> BTreeSet<Date> {
    let line = FOREIGN.lines().find_map(|line| line.strip_prefix(&format!("{part}: ")));
    line.expect("the list has the part").split(' ').map(day).collect()
}

fn calendar_of(id: &str) -> &'static Calendar {
    &Calendar::example(id).expect("an example").calendar
}

/// Weekdays off, 2020 to 2027, as the calendar says.
fn off(id: &str) -> BTreeSet<Date> {
    let calendar = calendar_of(id);
    let all = days(calendar.first_day(), calendar.last_day());
    all.filter(|day| matches!(calendar.day(*day), DayKind::Holiday { .. })).collect()
}

#[test]
fn the_days_off_are_those_of_another_program() {
    let us = foreign("federal");
    assert_eq!(off("us-federal"), us);
    let mut dc = us;
    // Inauguration Day is a day off in the Washington area only; that of 2025 fell on another.
    dc.insert(day("2021-01-20"));
    assert_eq!(off("us-federal-dc"), dc);
    assert_eq!(off("uk-england-and-wales"), foreign("england"));
    assert_eq!(off("uk-england-and-wales"), foreign("wales"));
    let parts = ["england", "wales", "scotland", "northern-ireland"];
    let any: BTreeSet<Date> = parts.iter().flat_map(|part| foreign(part)).collect();
    assert_eq!(off("uk-any-part"), any);
}

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// The n-th such weekday of a month.
fn nth(year: i16, month: i8, weekday: Weekday, n: usize) -> Date {
    let first = date(year, month, 1);
    let mut of = days(first, first.last_of_month()).filter(|day| day.weekday() == weekday);
    of.nth(n - 1).expect("the month has it")
}

fn last(year: i16, month: i8, weekday: Weekday) -> Date {
    let first = date(year, month, 1);
    let of = days(first, first.last_of_month()).filter(|day| day.weekday() == weekday);
    of.last().expect("the month has it")
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// In the United States a Saturday is kept on the Friday before, a Sunday on the Monday after.
fn kept_nearest(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.yesterday().expect("a day"),
        Weekday::Sunday => day.tomorrow().expect("a day"),
        _ => day,
    }
}

/// In the United Kingdom a weekend day is kept on the next weekday that is not kept already.
fn kept_after(day: Date, taken: &BTreeSet<Date>) -> Date {
    let mut kept = day;
    while is_weekend(kept) || taken.contains(&kept) {
        kept = kept.tomorrow().expect("a day");
    }
    kept
}

/// Easter Sunday by Gauss, as amended for the Gregorian calendar of 1900 to 2099.
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y % 4, y % 7);
    let d = (19 * a + 24) % 30;
    let e = (2 * b + 4 * c + 6 * d + 5) % 7;
    let late = d + e - 9;
    let (month, day) = if late < 1 { (3, 22 + d + e) } else { (4, late) };
    let day = match (month, day, d, e) {
        (4, 26, ..) => 19,
        (4, 25, 28, 6) if 10 < a => 18,
        _ => day,
    };
    date(year, i8::try_from(month).expect("a month"), i8::try_from(day).expect("a day"))
}

#[test]
fn federal_holidays_follow_their_rules() {
    let mut expected = BTreeSet::new();
    for year in 2020..=2028 {
        use Weekday::{Monday, Thursday};
        expected.extend([
            kept_nearest(date(year, 1, 1)),
            nth(year, 1, Monday, 3),
            nth(year, 2, Monday, 3),
            last(year, 5, Monday),
            kept_nearest(date(year, 7, 4)),
            nth(year, 9, Monday, 1),
            nth(year, 10, Monday, 2),
            kept_nearest(date(year, 11, 11)),
            nth(year, 11, Thursday, 4),
            kept_nearest(date(year, 12, 25)),
        ]);
        if 2021 <= year {
            expected.insert(kept_nearest(date(year, 6, 19)));
        }
    }
    expected.retain(|day| day.year() < 2028);
    assert_eq!(off("us-federal"), expected);
}

#[test]
fn bank_holidays_follow_their_rules() {
    let mut expected = BTreeSet::new();
    for year in 2020..=2027 {
        use Weekday::Monday;
        let mut of_year = BTreeSet::new();
        for (month, day) in [(1, 1), (1, 2), (3, 17), (7, 12), (11, 30)] {
            let kept = kept_after(date(year, month, day), &of_year);
            of_year.insert(kept);
        }
        // Where Christmas Day falls on a weekend, Boxing Day keeps its own day if it can.
        let (christmas, boxing) = (date(year, 12, 25), date(year, 12, 26));
        let mut around: Vec<Date> = [christmas, boxing].into_iter().collect();
        around.sort_by_key(|day| is_weekend(*day));
        for day in around {
            let kept = kept_after(day, &of_year);
            of_year.insert(kept);
        }
        let sunday = easter(year);
        of_year.extend([
            sunday - 2.days(),
            sunday + 1.day(),
            nth(year, 5, Monday, 1),
            last(year, 5, Monday),
            nth(year, 8, Monday, 1),
            last(year, 8, Monday),
        ]);
        expected.extend(of_year);
    }
    // Days moved, and days given once.
    for (from, to) in [("2020-05-04", "2020-05-08"), ("2022-05-30", "2022-06-02")] {
        expected.remove(&day(from));
        expected.insert(day(to));
    }
    expected.extend(["2022-06-03", "2022-09-19", "2023-05-08", "2026-06-15"].map(day));
    assert_eq!(off("uk-any-part"), expected);
}

#[test]
fn a_count_is_the_same_walked_day_by_day() {
    for example in Calendar::examples() {
        let calendar = &example.calendar;
        let off = off(&example.id);
        let works = |day: Date| !is_weekend(day) && !off.contains(&day);
        for from in days(calendar.first_day(), date(2027, 6, 30)) {
            for n in [1, 10, 30, 75] {
                let walked = days(from.tomorrow().expect("a day"), calendar.last_day());
                let due = walked.filter(|day| works(*day)).nth(n - 1).expect("inside the calendar");
                let counted = calendar.nth_after(from, u32::try_from(n).expect("small"));
                assert_eq!(counted.expect("in range"), Counted::On(due), "{} {from}", example.id);
            }
        }
    }
}

#[test]
fn every_day_of_an_example_is_firm_up_to_its_last() {
    let calendar = calendar_of("us-federal");
    let due = calendar.nth_after(day("2027-12-27"), 3).expect("in range");
    assert_eq!(due, Counted::On(day("2027-12-30")));
    assert!(calendar.nth_after(day("2027-12-30"), 1).is_err(), "31 December 2027 is kept");
    assert!(calendar.nth_after(day("2019-12-31"), 1).is_err());
    let last = calendar_of("uk-any-part").nth_after(day("2027-12-30"), 1).expect("in range");
    assert_eq!(last, Counted::On(day("2027-12-31")));
}

#[test]
fn a_holiday_is_known_from_the_day_of_its_law() {
    let calendar = calendar_of("us-federal");
    let before = calendar.known_on(day("2021-06-16"));
    assert!(matches!(before.day(day("2021-06-18")), DayKind::Working));
    assert!(matches!(calendar.day(day("2021-06-18")), DayKind::Holiday { .. }));
    assert!(matches!(before.day(day("2021-07-05")), DayKind::Holiday { .. }));
    let papers = calendar.papers(day("2021-06-01"), day("2022-07-31"));
    assert_eq!(papers, ["5 U.S.C. 6103", "Pub. L. 117-17"], "each basis once");
}

#[test]
fn the_calendar_of_beijing_is_none_of_them() {
    let beijing = Calendar::built_in();
    assert!(matches!(beijing.day(day("2024-07-04")), DayKind::Working));
    assert!(matches!(calendar_of("us-federal").day(day("2024-10-01")), DayKind::Working));
    assert!(Calendar::example("beijing").is_none());
}

/// A small file, with one thing changed.
fn check_refused(from: &str, to: &str, line: usize, what: &str) {
    const SMALL: &str = "first_year = 2020\nlast_year = 2021\n\
        [[calendar]]\nid = \"a\"\nname = { zh = \"甲\", en = \"a\" }\nparts = [\"all\"]\n\
        [[basis]]\nid = \"law\"\ntitle = \"t\"\nnumber = \"1\"\ndate = \"2000-01-01\"\n\
        [[holiday]]\nname = { zh = \"乙\", en = \"b\" }\nbasis = \"law\"\nparts = [\"all\"]\n\
        days = [\"2020-01-01\", \"2021-01-01\"]\n";
    assert_eq!(ExampleCalendar::read("small", SMALL).expect("sound").len(), 1);
    assert_eq!(SMALL.matches(from).count(), 1, "{from}");
    let fault = ExampleCalendar::read("small", &SMALL.replace(from, to)).expect_err("refused");
    assert_eq!(fault.line, line, "{fault}");
    assert!(fault.what.en.contains(what), "{fault}");
}

#[test]
fn a_file_that_cannot_be_right_is_refused_with_its_place() {
    check_refused("2021-01-01", "2021-01-02", 16, "on a weekend");
    check_refused("2021-01-01", "2022-01-03", 16, "outside the years");
    check_refused("2021-01-01", "2020-01-01", 16, "here twice");
    check_refused("2021-01-01", "2021-02-30", 16, "is not a day");
    check_refused(", \"2021-01-01\"", "", 4, "2021 has no day off");
    check_refused("basis = \"law\"", "basis = \"lav\"", 14, "no [[basis]] is called");
    check_refused("parts = [\"all\"]\n[[basis]]", "parts = [\"al\"]\n[[basis]]", 6, "no holiday");
    check_refused("last_year = 2021", "last_year = 2019", 2, "are no years");
    check_refused("title", "titel", 9, "unknown key");
}
