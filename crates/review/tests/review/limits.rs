//! Limits counted by hand from the papers of the State Council.

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, Positions, RegimeId};
use review::{
    Act, Actor, BodyId, Command, Consulted, Context, Due, Frame, LimitName, Moment, Opinions,
    Reached, Reason, Review, State, decide, entry, evolve, limits,
};

struct Bench {
    context: Context,
    review: Review,
}

fn frame(book: &Book, law: &str) -> Frame {
    let regime = book.find(law).expect("a version of the book");
    Frame {
        law: RegimeId::new(law),
        law_hash: regime.hash.clone(),
        positions: regime.positions.clone(),
        consulted: Vec::new(),
    }
}

impl Bench {
    fn new(law: &str, change: impl FnOnce(&mut Frame)) -> Bench {
        let book = Book::built_in();
        let mut frame = frame(&book, law);
        change(&mut frame);
        Bench {
            context: Context::new(&book, &Calendar::built_in()),
            review: Review::new(frame),
        }
    }

    fn act(&mut self, day: &str, actor: &str, act: &str) -> Result<(), Reason> {
        let date: Date = day.parse().expect("a date");
        let act: Act = serde_json::from_str(act).expect("an act");
        let command = Command {
            actor: actor.parse().expect("an actor"),
            act,
            dated: None,
        };
        let today = Moment::day(date);
        let events = decide(&self.context, &self.review, today, &command)
            .map_err(|refusal| refusal.reason)?;
        let entry = entry(&self.review, today, command, events);
        self.review = evolve(self.review.clone(), &entry);
        Ok(())
    }

    fn due(&self, day: &str, name: LimitName, of: Option<&str>) -> State {
        let as_of: Date = day.parse().expect("a date");
        let limits = limits(&self.context, &self.review, as_of);
        let of = of.map(|id| BodyId::new(id).expect("an id"));
        limits
            .into_iter()
            .find(|limit| limit.name == name && limit.of == of)
            .expect("the limit is there")
            .state
    }
}

fn on(day: &str) -> State {
    State::Running(Due::On(day.parse().expect("a date")))
}

#[test]
fn the_example_of_the_docket_runs_to_its_dates() {
    let mut bench = Bench::new("measures-2022", |frame| {
        frame
            .positions
            .take("members", "concerned")
            .expect("a position");
        for id in ["unit:miit", "unit:csrc"] {
            frame.consulted.push(Consulted {
                body: id.parse().expect("an actor"),
                reached: Reached::BySystem,
            });
        }
    });
    let files = r#"{"act":"files","kind":"procurement"}"#;
    assert_eq!(bench.act("2024-03-04", "party", files), Ok(()));
    assert_eq!(
        bench.due("2024-03-04", LimitName::Intake, None),
        on("2024-03-18")
    );
    assert_eq!(
        bench.act("2024-03-15", "office", r#"{"act":"open-review"}"#),
        Ok(())
    );
    let preliminary = LimitName::PreliminaryReview;
    assert_eq!(bench.due("2024-03-15", preliminary, None), on("2024-04-28"));
    let asks = r#"{"act":"request-supplement","what":"source list"}"#;
    assert_eq!(bench.act("2024-03-29", "office", asks), Ok(()));
    assert_eq!(
        bench.due("2024-03-29", preliminary, None),
        State::Running(Due::Stopped)
    );
    assert_eq!(
        bench.act("2024-04-16", "party", r#"{"act":"supply-supplement"}"#),
        Ok(())
    );
    assert_eq!(bench.due("2024-04-16", preliminary, None), on("2024-05-15"));
    let extend = |days| {
        format!(
            r#"{{"act":"extend-limit","limit":"preliminary-review","working_days":{days},"because":"many parts"}}"#
        )
    };
    assert_eq!(
        bench.act("2024-05-14", "office", &extend(16)),
        Err(Reason::ExtensionTooLong)
    );
    assert_eq!(bench.act("2024-05-14", "office", &extend(15)), Ok(()));
    assert_eq!(bench.due("2024-05-14", preliminary, None), on("2024-06-05"));
    assert_eq!(
        bench.act(
            "2024-06-05",
            "office",
            r#"{"act":"propose","conclusion":"fail"}"#
        ),
        Ok(())
    );
    assert_eq!(
        bench.due("2024-06-05", LimitName::Consultation, Some("miit")),
        on("2024-06-27")
    );
    assert_eq!(
        bench.act(
            "2024-06-20",
            "unit:miit",
            r#"{"act":"reply","opinion":"agree"}"#
        ),
        Ok(())
    );
    assert_eq!(
        bench.act(
            "2024-06-24",
            "unit:csrc",
            r#"{"act":"reply","opinion":"disagree"}"#
        ),
        Ok(())
    );
    assert_eq!(
        bench.due("2024-06-24", LimitName::SpecialReview, None),
        on("2024-11-01")
    );
    let formed = bench
        .review
        .round()
        .and_then(|round| round.formed)
        .map(|(opinions, _)| opinions);
    assert_eq!(formed, Some(Opinions::Divided));
    assert_eq!(
        bench.review.day(1),
        Some("2024-03-04".parse().expect("a date"))
    );
    let _ = (Positions::RECOMMENDED, Actor::Office);
}
