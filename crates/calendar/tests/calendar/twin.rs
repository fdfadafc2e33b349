//! A naive twin: day by day through raw lists.

use std::collections::BTreeSet;

use calendar::{Calendar, Counted, DayKind};
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

use crate::{day, days, file};

/// Days off and days worked as the files name them, read line by line.
struct Twin {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl Twin {
    fn read() -> Twin {
        let mut twin = Twin { off: BTreeSet::new(), worked: BTreeSet::new() };
        for year in 2017..=2026 {
            let mut from = None;
            for line in file(&format!("{year}.toml")).lines() {
                let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
                match line.split(' ').next() {
                    Some("from") => {
                        from = Some(day(quoted[0]));
                        twin.give(day(quoted[0]));
                    }
                    Some("to") => {
                        days(from.expect("from"), day(quoted[0])).for_each(|day| twin.give(day))
                    }
                    Some("make_up") => quoted.iter().for_each(|text| {
                        twin.off.remove(&day(text));
                        twin.worked.insert(day(text));
                    }),
                    _ => {}
                }
            }
        }
        twin
    }

    fn give(&mut self, day: Date) {
        self.worked.remove(&day);
        self.off.insert(day);
    }

    fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.worked.contains(&day) || !weekend && !self.off.contains(&day)
    }

    fn nth_after(&self, from: Date, n: u32) -> Date {
        let mut day = from;
        let mut counted = 0;
        while counted < n {
            day = day.tomorrow().expect("far from the end");
            counted += u32::from(self.is_working(day));
        }
        day
    }

    fn between(&self, from: Date, to: Date) -> u32 {
        let counted = days(from, to).skip(1).filter(|day| self.is_working(*day)).count();
        u32::try_from(counted).expect("few")
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..3640_i32).prop_map(|days| day("2017-01-01") + jiff::Span::new().days(days))
}

proptest! {
    #[test]
    fn counting_agrees_with_the_twin(from in any_day(), n in 1..400_u32, to in any_day()) {
        let (twin, calendar) = (Twin::read(), Calendar::built_in());
        let due = twin.nth_after(from, n);
        let said = calendar.nth_after(from, n).expect("in range");
        if due < calendar.provisional_from() {
            prop_assert_eq!(said, Counted::On(due));
        } else {
            let firm = matches!(said, Counted::On(_));
            prop_assert!(!firm);
        }
        for track in [calendar.earliest(), calendar.latest()] {
            let expected = if from < to { twin.between(from, to) } else { 0 };
            prop_assert_eq!(track.between(from, to), expected);
        }
    }
}

#[test]
fn the_second_paper_of_2019_counts_from_its_day() {
    let calendar = Calendar::built_in();
    let before = calendar.known_on(day("2019-03-21"));
    assert!(before.earliest().is_working(day("2019-05-02")));
    assert!(!before.earliest().is_working(day("2019-04-28")));
    assert!(!before.earliest().is_working(day("2019-05-01")));
    let after = calendar.known_on(day("2019-03-22"));
    assert!(!after.earliest().is_working(day("2019-05-02")));
    assert!(after.earliest().is_working(day("2019-04-28")));
}

#[test]
fn the_first_of_february_2020_was_a_make_up_day_until_it_was_off() {
    let calendar = Calendar::built_in();
    let before = calendar.known_on(day("2020-01-25"));
    let saturday = day("2020-02-01");
    assert!(matches!(before.day(saturday), DayKind::MakeUp { .. }));
    assert!(before.earliest().is_working(day("2020-01-31")));
    let DayKind::Holiday { paper, .. } = calendar.day(saturday) else { panic!("off") };
    assert_eq!(paper.date, day("2020-01-26"));
    assert_eq!(before.provisional_from(), day("2020-12-29"));
}

#[test]
fn papers_are_those_that_govern_the_days_counted() {
    let calendar = Calendar::built_in();
    let count = |from, to| calendar.papers(day(from), day(to)).len();
    assert_eq!(count("2024-03-04", "2024-03-18"), 1);
    assert_eq!(count("2019-01-10", "2019-02-20"), 1);
    assert_eq!(count("2019-04-20", "2019-05-06"), 2);
    assert_eq!(count("2018-12-20", "2018-12-28"), 1);
    assert_eq!(count("2018-12-20", "2018-12-29"), 2);
    assert_eq!(count("2026-12-01", "2027-03-01"), 1);
    assert_eq!(count("2024-03-04", "2024-03-04"), 0);
}

#[test]
fn new_years_eve_of_2024_is_off_by_reading_only() {
    let calendar = Calendar::built_in();
    let eve = day("2024-02-09");
    assert!(calendar.earliest().is_working(eve));
    let off = calendar.with_rest_day(eve);
    assert!(!off.earliest().is_working(eve) && !off.latest().is_working(eve));
    assert_eq!(off.day(eve), DayKind::RestDay);
    assert_eq!(off.nth_after(day("2024-02-08"), 1), Ok(Counted::On(day("2024-02-18"))));
}

/// The year whose paper governs a day: the last three days of December belong to the next.
fn paper_of(day: Date) -> i16 {
    day.year() + i16::from(day.month() == 12 && 29 <= day.day())
}

#[test]
fn the_first_year_without_a_paper_is_found_day_by_day() {
    let calendar = Calendar::built_in();
    let starts = days(day("2025-12-20"), day("2029-01-05")).step_by(3);
    for from in starts.chain([day("2060-06-01"), day("2060-12-30")]) {
        let until = (from.year() + 2).min(2060);
        let mut first = None;
        for to in days(from, day(&format!("{until}-12-31"))).skip(1) {
            if 2026 < paper_of(to) && first.is_none() {
                first = Some(paper_of(to));
            }
            assert_eq!(calendar.unannounced(from, to), first, "after {from} up to {to}");
        }
    }
}
