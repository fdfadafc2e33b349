//! What a draft, or other readings, would make of cases: who would have to file that did not, which
//! due days move, what would be late, which acts would be refused and so ask something anew. All of
//! it is a [`Simulation`]: there is no way from it to anything that may be issued.

mod case;
mod tally;

use jiff::civil::Date;
use law::{Cite, Duty, Positions, Regime, Rule, Threshold};
use serde::Serialize;

use crate::clock;
use crate::standing::{Simulation, entry};
use crate::{
    Act, BodyId, Context, Due, Effect, Entry, Event, FilingKind, Limit, LimitName, Refusal, Review,
    State, decide, evolve,
};

pub use case::{Case, CaseFault, Occasion, Step as CaseStep};
pub use tally::Tally;

/// What becomes of one case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The case's own id.
    pub case: String,
    /// The version it is held under; `None`: none governed its day.
    pub law: Option<law::RegimeId>,
    /// Whether a filing is owed, then and now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed: Option<Owed>,
    /// Limits whose last day, or whose being there, differs.
    pub moved: Vec<Moved>,
    /// Acts of the case that the other version would refuse, as things stood: what it asks anew.
    pub refused: Vec<Refused>,
}

/// Whether a filing is owed, under the version of the case and under the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Owed {
    /// Under its own version; `None`: it is not owed.
    pub before: Option<Cite>,
    /// Under the other.
    pub after: Option<Cite>,
    /// Whether it was filed.
    pub filed: Filed,
}

/// Whether something was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filed {
    /// It was.
    Filed,
    /// It was not.
    NotFiled,
}

/// A limit that stands otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Which.
    pub limit: LimitName,
    /// Of whom, for a consultation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<BodyId>,
    /// The law's or our own target.
    pub effect: Effect,
    /// As it stands; `None`: there is none.
    pub before: Option<Stands>,
    /// As it would stand.
    pub after: Option<Stands>,
    /// Calendar days by which the last day moves, later counted upward; `None`: one of the two is
    /// no day.
    pub days: Option<i32>,
}

/// Where a limit stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stands {
    /// Its article.
    pub article: String,
    /// The earliest last day, where a year whose notice is not out makes it a range up to `due`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Date>,
    /// The last day, the latest one where it is a range; `None`: stopped, or not begun.
    pub due: Option<Date>,
    /// Working days late, as of the day asked for or the day it was met.
    pub late: u32,
}

/// An act that would be refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refused {
    /// The entry, counted from 1.
    pub entry: u32,
    /// The act.
    pub act: &'static str,
    /// Why.
    pub refusal: Refusal,
}

impl Outcome {
    /// Whether a filing would be owed that was neither owed nor made.
    pub fn files_anew(&self) -> bool {
        self.owed.as_ref().is_some_and(|owed| {
            owed.before.is_none() && owed.after.is_some() && owed.filed == Filed::NotFiled
        })
    }

    /// Whether a limit of the text would be late that is not.
    pub fn newly_late(&self) -> bool {
        let late = |stands: &Option<Stands>| stands.as_ref().is_some_and(|it| it.late > 0);
        let text = self.moved.iter().filter(|moved| moved.effect == Effect::Statutory);
        text.into_iter().any(|moved| !late(&moved.before) && late(&moved.after))
    }

    /// Whether anything differs at all.
    pub fn differs(&self) -> bool {
        let owed = self.owed.as_ref();
        let owed = owed.is_some_and(|owed| owed.before.is_some() != owed.after.is_some());
        owed || !self.moved.is_empty() || !self.refused.is_empty()
    }
}

/// Readings taken instead, by name and value, on top of those of a case.
pub type Readings = Vec<(String, String)>;

/// A case under another version: the same acts on the same days, each decided anew. An act the
/// other version refuses is told and taken as it was done, so that what follows can be told too.
pub fn what_if(
    context: &Context,
    case: &Case,
    other: &Regime,
    readings: &Readings,
) -> Simulation<Outcome> {
    let held = case.frame.as_ref().map(|frame| run(context, Review::new(frame.clone()), case));
    let after = run(context, Review::new(case.under(other, readings)), case);
    let own = case.frame.as_ref().and_then(|frame| context.regime(&frame.law));
    let own_positions = case.frame.as_ref().map(|frame| &frame.positions);
    let owed = case.occasion.as_ref().map(|occasion| Owed {
        before: own.zip(own_positions).and_then(|(own, it)| owed(own, it, occasion)),
        after: owed(other, after.review.positions(), occasion),
        filed: if case.steps.iter().any(|step| is_filing(&step.command.act)) {
            Filed::Filed
        } else {
            Filed::NotFiled
        },
    });
    let before = held.as_ref().map(|held| clock::limits(context, &held.review, case.as_of));
    let stands = clock::limits(context, &after.review, case.as_of);
    let refused = after.refused.into_iter().filter(|refused| {
        // What was irregular under its own version is nothing the other asks anew.
        !held.as_ref().is_some_and(|held| held.refused.iter().any(|it| it.entry == refused.entry))
    });
    Simulation::of(Outcome {
        case: case.id.clone(),
        law: case.frame.as_ref().map(|frame| frame.law.clone()),
        owed,
        moved: moved(&before.unwrap_or_default(), &stands),
        refused: refused.collect(),
    })
}

struct Run {
    review: Review,
    refused: Vec<Refused>,
}

fn run(context: &Context, mut review: Review, case: &Case) -> Run {
    let mut refused = Vec::new();
    for step in &case.steps {
        // The version is the one asked for from the first day on: nothing is carried over to it,
        // and the entry stands without effect, so that others keep their numbers.
        if matches!(step.command.act, Act::CarryOver { .. }) && case.is_other(&review) {
            let next = done_all_the_same(&review, step);
            review = evolve(review, &next);
            continue;
        }
        let next = match decide(context, &review, step.moment, &step.command) {
            Ok(events) => entry(&review, step.moment, step.command.clone(), events),
            Err(refusal) => {
                let next = done_all_the_same(&review, step);
                refused.push(Refused { entry: next.number, act: step.command.act.name(), refusal });
                next
            }
        };
        review = evolve(review, &next);
    }
    Run { review, refused }
}

/// The entry of an act that was done although this version refuses it.
fn done_all_the_same(review: &Review, step: &CaseStep) -> Entry {
    let opened = Event::DocketOpened { frame: review.frame().clone() };
    let events = if review.length() == 0 { vec![opened] } else { Vec::new() };
    Entry { irregular: true, ..entry(review, step.moment, step.command.clone(), events) }
}

fn is_filing(act: &Act) -> bool {
    matches!(act, Act::Files { .. })
}

/// Where a version orders a filing on an occasion, if it does.
fn owed(regime: &Regime, positions: &Positions, occasion: &Occasion) -> Option<Cite> {
    let rule = regime.filings.iter().find(|rule| rule.kind == occasion.kind)?;
    if rule.duty != Duty::Obliged {
        return None;
    }
    let owed = match occasion.kind {
        FilingKind::Procurement | FilingKind::DataProcessing => occasion.affects,
        FilingKind::Listing => {
            let of_rule = |cite: &Cite| regime.rule(Rule::FileListing) == Some(cite);
            let mut figures = regime.content.thresholds.iter();
            let figure = figures.find(|figure| of_rule(&figure.cite))?.figure;
            match positions.threshold {
                Threshold::MoreThan => figure < occasion.users,
                Threshold::AtLeast => figure <= occasion.users,
            }
        }
    };
    owed.then(|| rule.cite.clone())
}

/// Limits that differ, in the order in which they begin under the other version.
fn moved(before: &[Limit], after: &[Limit]) -> Vec<Moved> {
    let same = |one: &Limit, other: &Limit| {
        (one.name, &one.of, one.effect) == (other.name, &other.of, other.effect)
    };
    let mut moved = Vec::new();
    let gone = before.iter().filter(|limit| !after.iter().any(|other| same(limit, other)));
    for limit in after.iter().chain(gone) {
        let old = before.iter().find(|other| same(limit, other));
        let new = after.iter().find(|other| same(limit, other));
        let alike = old.zip(new).is_some_and(|(old, new)| {
            (old.due, old.late, &old.state) == (new.due, new.late, &new.state)
        });
        if alike || is_beginning(old) && is_beginning(new) {
            continue;
        }
        let (before, after) = (old.map(stands), new.map(stands));
        let day = |stands: &Option<Stands>| stands.as_ref().and_then(|stands| stands.due);
        let days = day(&before).zip(day(&after)).and_then(|(from, to)| {
            let days = to.since(from).ok()?.get_days();
            Some(days)
        });
        moved.push(Moved {
            limit: limit.name,
            of: limit.of.clone(),
            effect: limit.effect,
            before,
            after,
            days,
        });
    }
    moved
}

fn is_beginning(limit: Option<&Limit>) -> bool {
    limit.is_none_or(|limit| matches!(limit.state, State::NotStarted(_)))
}

fn stands(limit: &Limit) -> Stands {
    let (earliest, due) = match limit.due {
        Some(Due::On(day)) => (None, Some(day)),
        Some(Due::Between { earliest, latest, .. }) => (Some(earliest), Some(latest)),
        Some(Due::Stopped) | None => (None, None),
    };
    Stands { article: limit.cite.article.to_string(), earliest, due, late: limit.late }
}

#[cfg(test)]
mod tests;
