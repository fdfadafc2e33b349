//! Regimes of other lands run on the same machine: nothing comes of them that could be recorded,
//! and a count of calendar days is what a naive twin finds.

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, RegimeId, Sort};
use proptest::prelude::*;
use review::{
    Act, Actor, Command, Context, Due, FilingKind, Frame, LimitName, Moment, Reason, Review,
    Standing, State, act, authoritative, decide, entry, evolve, limit,
};

fn context() -> Context {
    Context::new(&Book::built_in(), &Calendar::built_in())
}

fn docket(context: &Context, law: &str) -> Review {
    let regime = context.regime(&RegimeId::new(law)).expect("an example");
    Review::new(Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions: regime.positions.clone(),
        consulted: Vec::new(),
    })
}

fn command(actor: Actor, act: Act) -> Command {
    Command { actor, act, dated: None }
}

fn files() -> Command {
    command(Actor::Party, Act::Files { kind: FilingKind::Procurement, without: Vec::new() })
}

fn done(context: &Context, review: Review, day: Date, command: Command) -> Review {
    let today = Moment::day(day);
    let events = decide(context, &review, today, &command).expect("it may be done");
    let entry = entry(&review, today, command, events);
    evolve(review, &entry)
}

#[test]
fn nothing_done_under_an_example_can_be_recorded_or_issued_from() {
    let context = context();
    for regime in context.book().examples() {
        let review = docket(&context, regime.id.as_str());
        let mut day = Date::constant(2020, 3, 2);
        while day < Date::constant(2027, 1, 1) {
            assert_eq!(Standing::of(&context, &review, day), Standing::Simulation);
            let refused = act(&context, &review, Moment::day(day), files()).expect_err("refused");
            assert_eq!(refused.reason, Reason::DraftLaw);
            day = day.checked_add(jiff::Span::new().days(97)).expect("a day");
        }
        let first = Date::constant(2024, 3, 4);
        let filed = done(&context, review, first, files());
        assert!(authoritative(&context, &filed).is_none(), "{}", regime.id);
    }
}

#[test]
fn every_word_of_ours_in_a_table_is_one_we_have() {
    for regime in Book::built_in().examples() {
        let example = regime.example.as_ref().expect("an example");
        assert!(Calendar::example(&example.calendar).is_some(), "{}", example.calendar);
        for it in &example.stands_for {
            let name = it.ours.name.as_str();
            let known = match it.ours.sort {
                Sort::Act => Act::NAMES.contains(&name),
                Sort::Actor => ["party", "provider", "office", "commission"].contains(&name),
                Sort::Conclusion => ["pass", "pass-with-commitments", "fail"].contains(&name),
                Sort::Filing => ["procurement", "listing", "data-processing"].contains(&name),
                // The reader of the file holds these.
                Sort::Limit => true,
            };
            assert!(known, "{} {}", regime.id, it.ours);
        }
    }
}

/// The day on which the review of a notice accepted on a day ends, walked day by day: 45 days, the
/// day of acceptance being the first, and on to a business day.
fn naive(calendar: &Calendar, accepted: Date, days: u32) -> Date {
    let mut day = accepted;
    for _ in 1..days {
        day = day.tomorrow().expect("a day");
    }
    while !calendar.earliest().is_working(day) {
        day = day.tomorrow().expect("a day");
    }
    day
}

proptest! {
    #[test]
    fn calendar_days_end_where_a_walk_ends(after in 0_i64..2_400, taken in 0_u32..200) {
        let context = context();
        let us = &Calendar::example("us-federal-dc").expect("it").calendar;
        let filed = Date::constant(2020, 2, 13) + jiff::Span::new().days(after);
        let review = done(&context, docket(&context, "us-cfius"), filed, files());
        let open = command(Actor::Office, Act::OpenReview { because: None });
        let review = done(&context, review, filed, open);
        let as_of = filed + jiff::Span::new().days(i64::from(taken));
        let name = LimitName::PreliminaryReview;
        let found = limit(&context, &review, as_of, name, None).expect("it runs");
        let due = naive(us, filed, 45);
        prop_assert_eq!(found.due, Some(Due::On(due)));
        prop_assert_eq!(found.counted, taken + 1, "the first day counts");
        prop_assert_eq!(found.left, 45_u32.saturating_sub(taken + 1));
        let overdue = matches!(found.state, State::Overdue(_));
        prop_assert_eq!(overdue, due < as_of);
    }
}

#[test]
fn the_due_days_of_one_case_are_those_of_its_own_calendar() {
    let context = context();
    let day = |text: &str| text.parse::<Date>().expect("a date");
    // 4 July is off in Washington and worked in Beijing; 1 October the other way round.
    for (law, name, from, due) in [
        ("us-cfius", LimitName::Intake, "2024-06-28", "2024-07-15"),
        ("measures-2022", LimitName::Intake, "2024-06-28", "2024-07-12"),
        ("us-cfius", LimitName::Intake, "2024-09-23", "2024-10-07"),
        ("measures-2022", LimitName::Intake, "2024-09-23", "2024-10-11"),
    ] {
        let review = done(&context, docket(&context, law), day(from), files());
        let found = limit(&context, &review, day(from), name, None).expect("it runs");
        assert_eq!(found.due, Some(Due::On(day(due))), "{law} {from}");
    }
}
