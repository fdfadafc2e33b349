//! Limits counted by hand from the papers of the State Council.

use review::{Consulted, Due, LimitName, Opinions, Reached, Reason, State};

use crate::bench::Bench;

fn on(day: &str) -> State {
    State::Running(Due::On(day.parse().expect("a date")))
}

#[test]
fn the_example_of_the_docket_runs_to_its_dates() {
    let mut bench = Bench::new("measures-2022", |frame| {
        frame.positions.take("members", "concerned").expect("a position");
        for id in ["unit:miit", "unit:csrc"] {
            frame.consulted.push(Consulted {
                body: id.parse().expect("an actor"),
                reached: Reached::BySystem,
            });
        }
    });
    let files = r#"{"act":"files","kind":"procurement"}"#;
    assert_eq!(bench.act("2024-03-04", "party", files), Ok(()));
    assert_eq!(bench.due("2024-03-04", LimitName::Intake, None), on("2024-03-18"));
    assert_eq!(bench.act("2024-03-15", "office", r#"{"act":"open-review"}"#), Ok(()));
    let preliminary = LimitName::PreliminaryReview;
    assert_eq!(bench.due("2024-03-15", preliminary, None), on("2024-04-28"));
    let asks = r#"{"act":"request-supplement","what":"source list"}"#;
    assert_eq!(bench.act("2024-03-29", "office", asks), Ok(()));
    assert_eq!(bench.due("2024-03-29", preliminary, None), State::Running(Due::Stopped));
    assert_eq!(bench.act("2024-04-16", "party", r#"{"act":"supply-supplement"}"#), Ok(()));
    assert_eq!(bench.due("2024-04-16", preliminary, None), on("2024-05-15"));
    let extend = |days| {
        let limit = r#""limit":"preliminary-review","because":"many parts""#;
        format!(r#"{{"act":"extend-limit",{limit},"working_days":{days}}}"#)
    };
    assert_eq!(bench.act("2024-05-14", "office", &extend(16)), Err(Reason::ExtensionTooLong));
    assert_eq!(bench.act("2024-05-14", "office", &extend(15)), Ok(()));
    assert_eq!(bench.due("2024-05-14", preliminary, None), on("2024-06-05"));
    assert_eq!(
        bench.act("2024-06-05", "office", r#"{"act":"propose","conclusion":"fail"}"#),
        Ok(())
    );
    assert_eq!(bench.due("2024-06-05", LimitName::Consultation, Some("miit")), on("2024-06-27"));
    assert_eq!(
        bench.act("2024-06-20", "unit:miit", r#"{"act":"reply","opinion":"agree"}"#),
        Ok(())
    );
    assert_eq!(
        bench.act("2024-06-24", "unit:csrc", r#"{"act":"reply","opinion":"disagree"}"#),
        Ok(())
    );
    assert_eq!(bench.due("2024-06-24", LimitName::SpecialReview, None), on("2024-11-01"));
    let formed = bench.review.round().and_then(|round| round.formed).map(|(opinions, _)| opinions);
    assert_eq!(formed, Some(Opinions::Divided));
    assert_eq!(bench.review.day(1), Some("2024-03-04".parse().expect("a date")));
}
