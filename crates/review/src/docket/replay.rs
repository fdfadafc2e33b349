//! A section carried out: each line decided as the Office would have had to decide it.

use calendar::Calendar;
use jiff::civil::{Date, Time};
use law::{Book, Example, Language, Positions, Regime, RegimeId};

use super::compare::{Outcome, agrees};
use super::consequence::{Consequence, StateTold};
use super::fault::Fault;
use super::frame::{Instead, first_day, frame};
use super::happened::{changed, followed, refused, told};
use super::line::Line;
use super::page::{Page, Section};
use super::told::print_consequences;
use super::trace::{day_of_comparison, second_round};
use crate::standing::{Standing, binds, entry};
use crate::summary::{Step, Summary, step};
use crate::{
    Command, Context, Frame, Limit, Moment, Refusal, Review, Trace, decide, evolve, explain_limit,
    explain_refusal, limits,
};

/// A section carried out.
#[derive(Debug, Clone)]
pub struct Replay {
    /// Its heading.
    pub scenario: String,
    /// In which language it is written.
    pub language: Language,
    /// The version under which it starts.
    pub law: RegimeId,
    /// Whether anything could be issued from it.
    pub standing: Standing,
    /// What is said of the version where it is an example of another regime.
    pub example: Option<Example>,
    /// Every reading taken.
    pub positions: Positions,
    /// Its lines.
    pub steps: Vec<Carried>,
    /// The day on which it is read at its end.
    pub as_of: Date,
    /// Where it stands then.
    pub summary: Summary,
    /// The grounds of each limit of the summary, in its order.
    pub grounds: Vec<Option<Trace>>,
    standing_limits: Vec<Consequence>,
}

/// A line carried out.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Line of the page, counted from 1.
    pub line: usize,
    /// Its number on the docket; `None` where it was refused.
    pub entry: Option<u32>,
    /// The day of the line.
    pub date: Date,
    /// The time, where the line says it.
    pub time: Option<Time>,
    /// Who did what.
    pub command: Command,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
    /// The grounds of the refusal.
    pub grounds: Option<Trace>,
    /// Whether a later correction made it unlawful.
    pub irregular: bool,
    /// The limits it changed, as of the day of the line.
    pub limits: Vec<Limit>,
    /// The step after it.
    pub step: Step,
    /// What is written right of the arrow.
    pub expected: Option<String>,
    /// What happened.
    pub followed: Vec<Consequence>,
    /// What is to be written right of the arrow, in the language of the section.
    pub actual: String,
    /// Whether what is written is what happened.
    pub agrees: bool,
}

impl Carried {
    /// What followed, in words of a language.
    pub fn told(&self, language: Language) -> String {
        match &self.refusal {
            Some(refusal) => print_consequences(&[refused(refusal, language)], language),
            None => print_consequences(&self.followed, language),
        }
    }

    /// The same, each consequence by itself.
    pub fn told_singly(&self, language: Language) -> Vec<String> {
        match &self.refusal {
            Some(_) => vec![self.told(language)],
            None => singly(&self.followed, language),
        }
    }
}

impl Replay {
    /// The limits at its end, in words of a language.
    pub fn limits_told(&self, language: Language) -> Vec<String> {
        singly(&self.standing_limits, language)
    }

    /// Whether every line agrees.
    pub fn agrees(&self) -> bool {
        self.steps.iter().all(|step| step.agrees)
    }
}

fn singly(consequences: &[Consequence], language: Language) -> Vec<String> {
    let each = consequences.iter();
    each.map(|one| print_consequences(std::slice::from_ref(one), language)).collect()
}

/// Carries out every section of a page.
///
/// # Errors
/// Every section that names a version or a position that does not exist, or no version where none
/// governs.
pub fn replay(
    book: &Book,
    calendar: &Calendar,
    page: &Page,
    instead: &Instead,
) -> Result<Vec<Replay>, Vec<Fault>> {
    let today = Context::new(book, calendar);
    let mut replays = Vec::new();
    let mut faults = Vec::new();
    for section in &page.sections {
        let known = section.header.known_on;
        let known = known.map(|day| Context::new(book, &calendar.known_on(day)).known_on(day));
        let context = known.as_ref().unwrap_or(&today);
        match frame(book, section, instead) {
            Ok((frame, regime)) => replays.push(carry_out(context, section, frame, &regime)),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(replays) } else { Err(faults) }
}

/// Carries out a section under its frame.
fn carry_out(context: &Context, section: &Section, frame: Frame, regime: &Regime) -> Replay {
    let language = section.language();
    let first = first_day(section);
    let in_force = first.is_some_and(|day| regime.in_force_on(day));
    let standing =
        if in_force && binds(regime) { Standing::Authoritative } else { Standing::Simulation };
    let last = section.lines.last().map(|line| line.date);
    let fallback = last.or(regime.in_force).unwrap_or(super::FIRST_DAY);
    let as_of = section.header.as_of.unwrap_or(fallback);
    let positions = frame.positions.clone();
    let mut review = Review::new(frame);
    let mut read = None;
    let mut steps = Vec::new();
    for (at, line) in section.lines.iter().enumerate() {
        if as_of < line.date {
            // Whoever reads the docket on that day does not know what is recorded after it.
            read.get_or_insert_with(|| review.clone());
        }
        let is_last = at.saturating_add(1) == section.lines.len();
        let overdue_on = if is_last { as_of.max(line.date) } else { line.date };
        let step;
        (review, step) = carry(context, review, line, language, overdue_on);
        steps.push(step);
    }
    for step in &mut steps {
        step.irregular = step.entry.is_some_and(|entry| review.is_irregular(entry));
    }
    let read = read.as_ref().unwrap_or(&review);
    let summary = Summary::of(context, read, as_of);
    let explained = summary.limits.iter();
    let grounds = explained.map(|it| explain(context, read, as_of, it)).collect();
    let calendar = context.calendar_of(&review);
    let limits = summary.limits.iter();
    let standing_limits = limits.map(|limit| Consequence::Limit(told(limit, calendar))).collect();
    Replay {
        scenario: section.title.clone(),
        language,
        law: regime.id.clone(),
        standing,
        example: regime.example.clone(),
        positions,
        steps,
        as_of,
        summary,
        grounds,
        standing_limits,
    }
}

/// A line decided: the docket after it and what it changed.
struct Decided {
    after: Review,
    entry: Option<u32>,
    refusal: Option<Refusal>,
    grounds: Option<Trace>,
    limits: Vec<Limit>,
    changed: Vec<Limit>,
    followed: Vec<Consequence>,
}

fn decided(context: &Context, review: Review, line: &Line, language: Language) -> Decided {
    let moment = Moment { date: line.date, time: line.time };
    match decide(context, &review, moment, &line.command) {
        Ok(events) => {
            let entry = entry(&review, moment, line.command.clone(), events);
            let day = day_of_comparison(&review, &entry);
            let before = limits(context, &review, day);
            let after = evolve(review, &entry);
            let limits = limits(context, &after, day);
            let changed = changed(&before, &limits);
            let calendar = context.calendar_of(&after);
            let followed = followed(&changed, &entry.events, second_round(&after), calendar);
            let entry = Some(entry.number);
            Decided { after, entry, refusal: None, grounds: None, limits, changed, followed }
        }
        Err(refusal) => {
            let limits = limits(context, &review, line.date);
            let followed = vec![refused(&refusal, language)];
            let grounds = explain_refusal(context, &review, &refusal);
            let refusal = Some(refusal);
            let changed = Vec::new();
            Decided { after: review, entry: None, refusal, grounds, limits, changed, followed }
        }
    }
}

/// Carries out a line.
fn carry(
    context: &Context,
    review: Review,
    line: &Line,
    language: Language,
    overdue_on: Date,
) -> (Review, Carried) {
    let decided = decided(context, review, line, language);
    let written = line.written.as_ref();
    let overdue = if written.is_some_and(|written| written.consequences.iter().any(is_overdue)) {
        limits(context, &decided.after, overdue_on)
    } else {
        Vec::new()
    };
    let outcome = Outcome {
        overdue: &overdue,
        limits: &decided.limits,
        changed: &decided.changed,
        followed: &decided.followed,
        refusal: decided.refusal.as_ref(),
        calendar: context.calendar_of(&decided.after),
    };
    let agrees = agrees(written.map(|written| written.consequences.as_slice()), &outcome);
    let carried = Carried {
        line: line.number,
        entry: decided.entry,
        date: line.date,
        time: line.time,
        command: line.command.clone(),
        refusal: decided.refusal,
        grounds: decided.grounds,
        irregular: false,
        limits: decided.changed,
        step: step(context, &decided.after),
        expected: written.map(|written| written.text.clone()).filter(|text| !text.is_empty()),
        actual: print_consequences(&decided.followed, language),
        followed: decided.followed,
        agrees,
    };
    (decided.after, carried)
}

fn explain(context: &Context, review: &Review, as_of: Date, limit: &Limit) -> Option<Trace> {
    explain_limit(context, review, as_of, limit.name, limit.of.as_ref(), limit.effect)
}

fn is_overdue(written: &Consequence) -> bool {
    match written {
        Consequence::Limit(told) => matches!(told.state, StateTold::Overdue { .. }),
        Consequence::Opinions(_)
        | Consequence::ToBeNotified
        | Consequence::NoArticle(_)
        | Consequence::Refused(_) => false,
    }
}
