//! The clock against a twin that walks the calendar a day at a time and knows no budget, only days.

use calendar::Calendar;
use jiff::ToSpan as _;
use jiff::civil::Date;
use law::Book;
use proptest::prelude::*;
use review::{Due, LimitName, State};

use crate::bench::Bench;

/// One stretch of waiting for materials, in calendar days after the last event.
#[derive(Debug, Clone)]
struct Wait {
    after: i32,
    lasts: i32,
    overlaps: Option<i32>,
}

fn waits() -> impl Strategy<Value = Vec<Wait>> {
    let wait = (0..12i32, 0..25i32, proptest::option::of(0..6i32))
        .prop_map(|(after, lasts, overlaps)| Wait { after, lasts, overlaps });
    proptest::collection::vec(wait, 0..4)
}

/// Working days from the day after `start`, days in any stretch left out, until `budget` is used
/// up.
fn walk(calendar: &Calendar, start: Date, budget: u32, stretches: &[(Date, Date)]) -> Date {
    let mut day = start;
    let mut used = 0;
    while used < budget {
        day = day.checked_add(1.day()).expect("before 9999");
        let waiting = stretches.iter().any(|(from, until)| *from < day && day <= *until);
        if calendar.earliest().is_working(day) && !waiting {
            used += 1;
        }
    }
    day
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_clock_ends_where_a_walk_through_the_days_ends(
        offset in 0..2200i32,
        waits in waits(),
        extension in proptest::option::of(1..=15u32),
    ) {
        let calendar = Calendar::built_in();
        let filed: Date = jiff::civil::date(2018, 1, 2).checked_add(offset.days()).expect("a day");
        let mut bench = Bench::at(&Book::built_in(), &calendar, "measures-2022", |_| {});
        bench.accept(filed, "party", r#"{"act":"files","kind":"procurement"}"#);
        bench.accept(filed, "office", r#"{"act":"open-review"}"#);
        let mut stretches: Vec<(Date, Date)> = Vec::new();
        let mut extra = 0;
        if let Some(days) = extension {
            let limit = r#""limit":"preliminary-review","because":"x""#;
            let act = format!(r#"{{"act":"extend-limit",{limit},"working_days":{days}}}"#);
            bench.accept(filed, "office", &act);
            extra = days;
        }
        let mut day = filed;
        for wait in &waits {
            let asked = day.checked_add(wait.after.days()).expect("a day");
            if walk(&calendar, filed, 30 + extra, &stretches) <= asked {
                break;
            }
            let supplied = asked.checked_add(wait.lasts.days()).expect("a day");
            bench.accept(asked, "office", r#"{"act":"request-supplement","what":"a"}"#);
            let first = bench.open_request();
            stretches.push((asked, supplied));
            day = supplied;
            if let Some(more) = wait.overlaps.filter(|more| *more <= wait.lasts) {
                let inner = asked.checked_add(more.days()).expect("a day");
                bench.accept(inner, "office", r#"{"act":"request-supplement","what":"b"}"#);
                let second = bench.open_request();
                bench.supply(supplied, first);
                let last = supplied.checked_add(3.days()).expect("a day");
                bench.supply(last, second);
                stretches.push((inner, last));
                day = last;
            } else {
                bench.supply(supplied, first);
            }
        }
        let expected = walk(&calendar, filed, 30 + extra, &stretches);
        let state = bench.due(filed.max(day), LimitName::PreliminaryReview, None);
        let due = match state {
            State::Running(due) | State::Overdue(due) => due,
            State::NotStarted(_) | State::Met(_) => panic!("{state:?}"),
        };
        prop_assert_eq!(due, Due::On(expected));
    }
}
