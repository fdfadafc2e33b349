//! A docket on a bench: acts in, limits out.

use calendar::Calendar;
use jiff::civil::Date;
use law::Book;
use review::{
    Act, BodyId, Command, Context, Frame, Limit, LimitName, Moment, Reason, Review, State, decide,
    entry, evolve, limits,
};

pub struct Bench {
    context: Context,
    pub review: Review,
}

impl Bench {
    /// A docket under a version, with the calendar as it is.
    pub fn new(law: &str, change: impl FnOnce(&mut Frame)) -> Bench {
        Bench::at(&Book::built_in(), &Calendar::built_in(), law, change)
    }

    /// A docket under a version of a book, with a calendar.
    pub fn at(
        book: &Book,
        calendar: &Calendar,
        law: &str,
        change: impl FnOnce(&mut Frame),
    ) -> Bench {
        let regime = book.find(law).expect("a version of the book");
        let mut frame = Frame {
            law: regime.id.clone(),
            law_hash: regime.hash.clone(),
            positions: regime.positions.clone(),
            consulted: Vec::new(),
        };
        change(&mut frame);
        Bench { context: Context::new(book, calendar), review: Review::new(frame) }
    }

    /// Tries an act, given as the API takes it.
    pub fn act(&mut self, day: &str, actor: &str, act: &str) -> Result<(), Reason> {
        self.try_act(day.parse().expect("a date"), actor, act)
    }

    fn try_act(&mut self, date: Date, actor: &str, act: &str) -> Result<(), Reason> {
        let act: Act = serde_json::from_str(act).expect("an act");
        let actor = actor.parse().expect("an actor");
        let command = Command { actor, act, dated: None };
        let today = Moment::day(date);
        let events = decide(&self.context, &self.review, today, &command)
            .map_err(|refusal| refusal.reason)?;
        let entry = entry(&self.review, today, command, events);
        self.review = evolve(self.review.clone(), &entry);
        Ok(())
    }

    /// An act that must be accepted.
    pub fn accept(&mut self, day: Date, actor: &str, act: &str) {
        let outcome = self.try_act(day, actor, act);
        assert_eq!(outcome, Ok(()), "{day} {actor} {act}");
    }

    /// The number of the newest open request.
    pub fn open_request(&self) -> u32 {
        self.review.open_requests().last().expect("a request is open").number
    }

    /// Supplies a request whole.
    pub fn supply(&mut self, day: Date, request: u32) {
        self.accept(day, "party", &format!(r#"{{"act":"supply-supplement","request":{request}}}"#));
    }

    /// Where a limit stands on a day.
    pub fn due(&self, day: impl Into<Day>, name: LimitName, of: Option<&str>) -> State {
        self.limit(day, name, of).state
    }

    /// A limit as of a day.
    pub fn limit(&self, day: impl Into<Day>, name: LimitName, of: Option<&str>) -> Limit {
        let of = of.map(|id| BodyId::new(id).expect("an id"));
        let limits = limits(&self.context, &self.review, day.into().0);
        let mut limits = limits.into_iter();
        limits.find(|limit| limit.name == name && limit.of == of).expect("the limit is there")
    }
}

/// A day, written or computed.
pub struct Day(Date);

impl From<&str> for Day {
    fn from(text: &str) -> Day {
        Day(text.parse().expect("a date"))
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day(date)
    }
}
