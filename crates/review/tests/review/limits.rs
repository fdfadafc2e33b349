//! Limits counted by hand from the papers of the State Council.

use review::{Consulted, Due, Frame, LimitName, Opinions, Reached, Reason, State};

use crate::bench::Bench;

fn on(day: &str) -> State {
    State::Running(Due::On(day.parse().expect("a date")))
}

/// These members alone are asked.
fn consulted(frame: &mut Frame, members: &[&str]) {
    frame.positions.take("members", "concerned").expect("a position");
    frame.consulted = members
        .iter()
        .map(|id| Consulted {
            body: format!("unit:{id}").parse().expect("an actor"),
            reached: Reached::BySystem,
        })
        .collect();
}

#[test]
fn the_example_of_the_docket_runs_to_its_dates() {
    let mut bench = Bench::new("measures-2022", |frame| consulted(frame, &["miit", "csrc"]));
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

#[test]
fn a_stop_moves_the_days_of_those_who_have_not_answered_alone() {
    let mut bench = Bench::new("measures-2022", |frame| {
        consulted(frame, &["miit", "csrc", "mof", "mps"]);
        frame.positions.take("tolls", "all").expect("a position");
    });
    let agrees = r#"{"act":"reply","opinion":"agree"}"#;
    let (asks, supplies) =
        (r#"{"act":"request-supplement","what":"source list"}"#, r#"{"act":"supply-supplement"}"#);
    for (day, actor, act) in [
        ("2024-03-04", "party", r#"{"act":"files","kind":"procurement"}"#),
        ("2024-03-15", "office", r#"{"act":"open-review"}"#),
        ("2024-04-15", "office", r#"{"act":"propose","conclusion":"fail"}"#),
        ("2024-04-19", "unit:miit", agrees),
        ("2024-04-23", "office", asks),
        ("2024-04-24", "unit:csrc", agrees),
        ("2024-04-26", "party", supplies),
        ("2024-04-28", "unit:mps", agrees),
    ] {
        assert_eq!(bench.act(day, actor, act), Ok(()), "{day} {act}");
    }
    let reply = |of| bench.limit("2024-04-28", LimitName::Consultation, Some(of));
    let day = |text: &str| text.parse().expect("a date");
    // From 2024-04-16 on; May 1 to 5 are days of rest, April 28 (a Sunday) and May 11 (a Saturday)
    // are worked: 16 17 18 19 22 23 24 25 26 28 29 30, then May 6 7 8.
    let miit = reply("miit");
    assert_eq!((miit.state, miit.counted), (State::Met(day("2024-04-19")), 4));
    assert_eq!(miit.due, Some(Due::On(day("2024-05-08"))));
    // 16 17 18 19 22 23, and nothing after the 23rd.
    let csrc = reply("csrc");
    assert_eq!((csrc.state, csrc.counted), (State::Met(day("2024-04-24")), 6));
    // The same and the 28th, less 24 25 26: three days later than the first, May 9 10 11.
    let (mof, mps) = (reply("mof"), reply("mps"));
    assert_eq!((mof.state, mof.counted, mof.left), (on("2024-05-11"), 7, 8));
    assert_eq!((mps.state, mps.counted), (State::Met(day("2024-04-28")), 7));
    assert_eq!(mps.due, Some(Due::On(day("2024-05-11"))));
}
