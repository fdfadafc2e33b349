//! Ten years as a judge of the ranges: each year as if its notice were not out.

use calendar::{Calendar, Counted};
use jiff::civil::Date;

use crate::{calendar_of, day, days};

/// The widest a range may be, calendar days.
const WIDEST: i32 = 28;

/// Every start day from the year before to the end of the year, every count up to 120.
fn check_year(known: &Calendar, year: i16) -> i32 {
    let actual = Calendar::built_in();
    let firm = actual.provisional_from();
    let mut widest = 0;
    for start in days(Date::constant(year - 1, 1, 1), Date::constant(year, 12, 31)) {
        for n in 1..=120 {
            let Counted::On(due) = actual.nth_after(start, n).expect("in range") else {
                break;
            };
            assert!(due < firm);
            let said = known.nth_after(start, n).expect("in range");
            let (earliest, latest) = (said.earliest(), said.latest());
            let width = (latest - earliest).get_days();
            assert!(
                earliest <= due && due <= latest && width <= WIDEST,
                "{start} + {n}: {due} is to lie in {earliest} to {latest}, {width} days"
            );
            if let Counted::Between { year: touched, .. } = said {
                assert!(known.provisional_from() <= latest && !known.is_announced(touched));
            }
            widest = widest.max(width);
        }
    }
    widest
}

#[test]
fn the_actual_day_lies_in_the_range_when_one_year_is_unannounced() {
    for year in 2018..=2026 {
        let known = calendar_of((2017..=2026).filter(|other| *other != year));
        let widest = check_year(&known, year);
        eprintln!("{year} alone unannounced: at most {widest} days wide");
    }
}

#[test]
fn the_actual_day_lies_in_the_range_when_all_years_from_one_on_are_unannounced() {
    for year in 2018..=2026 {
        let widest = check_year(&calendar_of(2017..year), year);
        eprintln!("{year} and later unannounced: at most {widest} days wide");
    }
}

#[test]
fn the_actual_day_lies_in_the_range_by_what_was_known_the_day_before_each_first_paper() {
    let calendar = Calendar::built_in();
    let mut first = std::collections::BTreeMap::new();
    for paper in calendar.all_papers() {
        first.entry(paper.year).or_insert(paper.date);
    }
    for (year, date) in first.into_iter().filter(|(year, _)| 2018 <= *year) {
        let known = calendar.known_on(date.yesterday().expect("there is one"));
        assert_eq!(known.provisional_from(), Date::constant(year - 1, 12, 29));
        check_year(&known, year);
    }
}

#[test]
fn future_ranges_are_in_order_and_no_wider_than_those_of_the_past() {
    let calendar = Calendar::built_in();
    for start in days(day("2026-09-01"), day("2059-12-31")).step_by(3) {
        let mut before = (start, start);
        for n in [1, 2, 3, 5, 10, 15, 30, 45, 60, 90, 120] {
            let said = calendar.nth_after(start, n).expect("in range");
            let (earliest, latest) = (said.earliest(), said.latest());
            assert!(before.0 <= earliest && before.1 <= latest, "{start} + {n}");
            assert!(start < earliest && earliest <= latest, "{start} + {n}");
            let width = (latest - earliest).get_days();
            assert!(width <= WIDEST, "{start} + {n}: {earliest} to {latest} is {width} days");
            before = (earliest, latest);
        }
    }
}

#[test]
fn counts_and_days_agree_on_both_tracks() {
    let calendar = Calendar::built_in();
    for start in days(day("2026-11-01"), day("2028-03-01")) {
        for track in [calendar.earliest(), calendar.latest()] {
            let mut counted = 0;
            for to in days(start, start + jiff::Span::new().days(200)).skip(1) {
                let between = track.between(start, to);
                assert!(between == counted || between == counted + 1, "{start} to {to}");
                if between == counted + 1 {
                    assert_eq!(track.nth_after(start, between).expect("in range"), to);
                }
                counted = between;
            }
        }
    }
}
