//! Cases brought in with their history: each act on its own day, decided as it would have been
//! then.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use law::Language;
use review::docket::Section;
use review::{Act, Command, Context, Entry, Frame, Moment, Review};
use serde_json::Map;
use store::{Append, Content, Numbered, Store};

use crate::desk::{
    Beside, Case, Docket, Recorder, SERIES, case_number, content, frame, numbered, written,
};
use crate::world::World;

/// A case to be brought in.
pub struct Brought<'a> {
    /// Frame and acts.
    pub section: &'a Section,
    /// The party's organisation, where it has one here.
    pub party: Option<String>,
}

/// Why a case could not be brought in.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The law said no.
    #[error("`{case}`, line {line}: {text}")]
    Refused {
        /// The section's heading.
        case: String,
        /// Line of the page.
        line: usize,
        /// What was refused, in English.
        text: String,
    },
    /// The page cannot be carried out.
    #[error("`{0}`: no version governs it, or it names a reading that does not exist")]
    Frame(String),
    /// Who would take it in may not.
    #[error("{} · {}", .0.zh, .0.en)]
    NotPermitted(law::Words),
    /// The store failed.
    #[error(transparent)]
    Append(#[from] store::AppendError),
    /// A line cannot be written, or chance failed.
    #[error("{0}")]
    World(String),
}

/// Brings cases in, their acts in the order of their days.
pub fn bring_in(
    store: &Store,
    world: &World,
    context: &Context,
    cases: &[Brought<'_>],
) -> Result<usize, SeedError> {
    let mut order = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        order.extend(case.section.lines.iter().map(|line| (line.date, line.time, at, line)));
    }
    order.sort_by_key(|(date, time, at, line)| (*date, *time, *at, line.number));
    let mut dockets: Vec<Option<Docket>> = cases.iter().map(|_| None).collect();
    let mut last = Timestamp::UNIX_EPOCH;
    for (date, time, at, line) in &order {
        let Some((case, slot)) = cases.get(*at).zip(dockets.get_mut(*at)) else {
            continue;
        };
        let morning = date.at(9, 0, 0, 0);
        let civil = time.map_or(morning, |time| date.to_datetime(time));
        let stated = Offset::constant(8).to_timestamp(civil).unwrap_or(last);
        let next_moment = last.saturating_add(SignedDuration::from_millis(1)).unwrap_or(last);
        last = stated.max(next_moment);
        let step = Step {
            case,
            moment: Moment { date: *date, time: *time },
            recorded_at: last,
            command: line.command.clone(),
            line: line.number,
        };
        *slot = Some(step.carry_out(store, world, context, slot.take())?);
    }
    Ok(order.len())
}

struct Step<'a> {
    case: &'a Brought<'a>,
    moment: Moment,
    recorded_at: Timestamp,
    command: Command,
    line: usize,
}

impl Step<'_> {
    fn carry_out(
        self,
        store: &Store,
        world: &World,
        context: &Context,
        docket: Option<Docket>,
    ) -> Result<Docket, SeedError> {
        let by =
            Recorder { account: "demo".to_owned(), name: "演示".to_owned(), from_paper: true };
        let beside = Beside::from(by);
        let empty = match &docket {
            Some(_) => None,
            None => Some(self.begin(context)?),
        };
        let review = docket.as_ref().map(|docket| &docket.review).or(empty.as_ref());
        let review = review.ok_or_else(|| SeedError::Frame(self.title()))?;
        let decided = review::act(context, review, self.moment, self.command.clone());
        let entry = decided.map_err(|refusal| SeedError::Refused {
            case: self.title(),
            line: self.line,
            text: refusal.text.text(Language::En).to_owned(),
        })?;
        let entry = entry.into_inner();
        let (next, content) = self.content(world, context, docket, &entry, beside)?;
        let receipt = store.append_blocking(Append {
            stream: next.stream(),
            expected: next.position().saturating_sub(1),
            recorded_at: self.recorded_at,
            content,
            idempotency: None,
            keys_of: None,
            also: None,
        })?;
        let today = self.moment.date;
        Ok(match receipt.number {
            Some(nth) if next.position() == 1 => next.numbered(&case_number(today.year(), nth)),
            taken => numbered(next, today, taken),
        })
    }

    /// The docket with an entry, and what is written for it: the first takes a number.
    fn content(
        &self,
        world: &World,
        context: &Context,
        docket: Option<Docket>,
        entry: &Entry,
        beside: Beside,
    ) -> Result<(Docket, Content), SeedError> {
        if let Some(docket) = docket {
            let made = content(context, &docket, entry, beside, self.moment.date);
            return made.map_err(|error| SeedError::World(error.to_string()));
        }
        let id = world.id().map_err(|error| SeedError::World(error.to_string()))?;
        let id = access::DocketId::new(&id.to_string());
        let docket = Docket::opened(context, &id, self.about(), entry, &beside);
        let docket = docket.ok_or_else(|| SeedError::Frame(self.title()))?;
        let year = self.moment.date.year();
        let numbered = Numbered {
            series: SERIES.to_owned(),
            year,
            write: Box::new(written(docket.clone(), beside, year)),
        };
        Ok((docket, Content::Numbered(numbered)))
    }

    fn title(&self) -> String {
        self.case.section.title.clone()
    }

    fn begin(&self, context: &Context) -> Result<Review, SeedError> {
        let wrong = || SeedError::Frame(self.title());
        let header = &self.case.section.header;
        let book = context.book();
        let regime = match &header.law {
            Some(law) => book.get(&law.value),
            None => book.all().find(|regime| regime.in_force_on(self.moment.date)),
        };
        let regime = regime.ok_or_else(wrong)?;
        let mut frame: Frame = frame(regime, header.consulted.clone());
        for reading in &header.positions {
            let (name, value) = &reading.value;
            frame.positions.take(name, value).map_err(|_| wrong())?;
        }
        Ok(Review::new(frame))
    }

    /// What the docket is about: its heading, and what its first act says.
    fn about(&self) -> Case {
        let mut subject = Map::new();
        if let Act::AskExOfficio { what, .. } = &self.command.act {
            subject.insert("object".to_owned(), what.clone().into());
        }
        Case {
            number: String::new(),
            title: self.title(),
            party: self.case.party.clone(),
            provider: None,
            filing: None,
            subject,
            answers: Map::new(),
            materials: Vec::new(),
        }
    }
}
