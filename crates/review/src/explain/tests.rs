//! Traces of dockets read by hand.

use law::{Book, Words};

use super::{Trace, explain_limit, explain_refusal};
use crate::docket::{Instead, read_page, replay};
use crate::{Command, Context, Effect, Frame, LimitName, Moment, Review, decide, entry, evolve};

fn context() -> Context {
    Context::new(&Book::built_in(), &calendar::Calendar::built_in())
}

/// A docket typed as an officer would, under 2022 with one department.
fn docket(lines: &str, positions: &str) -> Review {
    let head = format!(
        "## t\n\nLaw: measures-2022\nPositions: members=concerned{positions}\n\
         Consulted: department:nea\n\n```docket\n{lines}\n```\n"
    );
    let page = read_page(&head).expect("a page");
    let section = page.sections.first().expect("a section");
    let context = context();
    let regime = context.book().find("measures-2022").expect("a version").clone();
    let replayed =
        replay(context.book(), &calendar::Calendar::built_in(), &page, &Instead::default());
    let positions = replayed.expect("it replays").remove(0).positions;
    let frame = Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions,
        consulted: section.header.consulted.clone(),
    };
    section.lines.iter().fold(Review::new(frame), |review, line| {
        let moment = Moment { date: line.date, time: line.time };
        let events = decide(&context, &review, moment, &line.command).expect("it may be done");
        let next = entry(&review, moment, line.command.clone(), events);
        evolve(review, &next)
    })
}

fn roles(trace: &Trace) -> Vec<(u32, String, &str)> {
    trace.entries.iter().map(|it| (it.entry, it.day.to_string(), it.role.en.as_str())).collect()
}

const STOPPED: &str = "\
2024-01-15  party   files procurement
2024-01-22  office  opens review
2024-02-01  office  requests supplement \"plan\"
2024-02-20  party   supplies supplement
2024-03-01  office  extends preliminary-review by 15 because \"complex\"
2024-03-20  office  proposes pass";

#[test]
fn a_preliminary_review_unfolds_into_its_article_readings_and_entries() {
    let review = docket(STOPPED, "");
    let day = "2024-03-20".parse().expect("a day");
    let name = LimitName::PreliminaryReview;
    let trace =
        explain_limit(&context(), &review, day, name, None, Effect::Statutory).expect("it ran");
    assert_eq!(trace.law.as_str(), "measures-2022");
    let articles: Vec<String> =
        trace.articles.iter().map(|ground| ground.cite.words().en).collect();
    assert_eq!(articles, ["Art. 11", "Art. 15"]);
    assert!(trace.articles.iter().all(|ground| ground.gist.is_some()));
    assert_eq!(
        roles(&trace),
        [
            (2, "2024-01-22".to_owned(), "began it"),
            (3, "2024-02-01".to_owned(), "stopped it"),
            (4, "2024-02-20".to_owned(), "set it going again"),
            (5, "2024-03-01".to_owned(), "lengthened it"),
            (6, "2024-03-20".to_owned(), "met it"),
        ]
    );
    let positions: Vec<&str> = trace.positions.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        positions,
        [
            "start-day",
            "preliminary-start",
            "consultation",
            "extension-size",
            "tolls",
            "resume",
            "new-years-eve-2024",
        ]
    );
    let tolls = trace.positions.iter().find(|it| it.name == "tolls").expect("taken");
    assert_eq!(tolls.value, "reviews-and-intake");
    assert_eq!(tolls.rejected, ["reviews", "all"]);
}

#[test]
fn an_intake_in_time_rests_on_its_beginning_and_its_end_alone() {
    let review = docket(STOPPED, "");
    let day = "2024-03-20".parse().expect("a day");
    let trace = explain_limit(&context(), &review, day, LimitName::Intake, None, Effect::Statutory)
        .expect("it ran");
    let begun = (1, "2024-01-15".to_owned(), "began it");
    assert_eq!(roles(&trace), [begun, (2, "2024-01-22".to_owned(), "met it")]);
    let names: Vec<&str> = trace.positions.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["start-day", "intake-start"]);
}

#[test]
fn a_reading_of_the_dockets_own_is_told_as_such() {
    let review = docket("2024-01-15  party   files procurement", ", start-day=counted");
    let day = "2024-01-16".parse().expect("a day");
    let trace = explain_limit(&context(), &review, day, LimitName::Intake, None, Effect::Statutory)
        .expect("it runs");
    let taken = trace.positions.iter().find(|it| it.name == "start-day").expect("taken");
    assert!(taken.own);
    assert_eq!(
        (taken.value.as_str(), taken.rejected.as_slice()),
        ("counted", ["excluded".to_owned()].as_slice())
    );
}

#[test]
fn a_refusal_unfolds_into_its_ground() {
    let review = docket(STOPPED, "");
    let context = context();
    let day = "2024-03-21".parse().expect("a day");
    let command = Command { actor: crate::Actor::Office, act: crate::Act::Conclude, dated: None };
    let refusal = decide(&context, &review, Moment::day(day), &command).expect_err("refused");
    let trace = explain_refusal(&context, &review, &refusal).expect("a version of the book");
    let ground = trace.articles.first().expect("an article");
    assert_eq!(ground.cite.words().en, "Art. 12(2)");
    let gist = ground.gist.as_ref().map(|gist: &Words| !gist.zh.is_empty());
    assert_eq!(gist, Some(true));
    assert_eq!(trace.entries.first().map(|it| it.entry), Some(6));
}
