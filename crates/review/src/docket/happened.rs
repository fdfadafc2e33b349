//! What followed from an act: the limits it ended, started or moved, and what became of the
//! opinions.

use calendar::Calendar;

use super::consequence::{
    Consequence, Day, Left, LimitTold, Margin, RefusalTold, StateTold, Under,
};
use crate::{Awaited, Basis, Due, Effect, Event, Limit, Opinions, Refusal, State, Unit};

/// The limits that an act changed, of all there are before and after it as of one day.
pub(super) fn changed(before: &[Limit], after: &[Limit]) -> Vec<Limit> {
    let unchanged = |limit: &Limit| before.contains(limit);
    after.iter().filter(|limit| !unchanged(limit)).cloned().collect()
}

/// What is written of an accepted act: limits that ended, then limits started or moved, in the
/// law's order, then opinions.
pub(super) fn followed(
    changed: &[Limit],
    events: &[Event],
    second_round: SecondRound,
    calendar: &Calendar,
) -> Vec<Consequence> {
    let is_met = |limit: &&Limit| matches!(limit.state, State::Met(_));
    let ended = changed.iter().filter(is_met);
    let moved = changed.iter().filter(|limit| !is_met(limit));
    let limits = ended.chain(moved).map(|limit| Consequence::Limit(told(limit, calendar)));
    let rest = events.iter().flat_map(|event| said(event, second_round));
    limits.chain(rest).collect()
}

/// Whether a second consultation is on, after which the Commission decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecondRound {
    /// It is not.
    No,
    /// It is.
    Yes,
}

fn said(event: &Event, second_round: SecondRound) -> Vec<Consequence> {
    match event {
        Event::OpinionsFormed { opinions } => {
            let mut said = vec![Consequence::Opinions(*opinions)];
            if *opinions == Opinions::Agreed && second_round == SecondRound::No {
                said.push(Consequence::ToBeNotified);
            }
            said
        }
        Event::OutsideTheText { law } => vec![Consequence::NoArticle(law.clone())],
        Event::DocketOpened { .. }
        | Event::FilingFoundComplete
        | Event::ProposalSent { .. }
        | Event::LawCarriedOver { .. }
        | Event::OpeningAssumed
        | Event::Closed { .. }
        | Event::FoundIrregular { .. } => Vec::new(),
    }
}

/// A limit as a line says it.
pub(super) fn told(limit: &Limit, calendar: &Calendar) -> LimitTold {
    let internal = (limit.effect == Effect::Internal).then_some(Under::Target);
    let article = || Some(Under::Article(limit.cite.article.clone()));
    let (state, under) = match &limit.state {
        State::NotStarted(Awaited::Receipt) => (StateTold::AwaitingReceipt, internal),
        State::NotStarted(awaited) => {
            let waits = held_under(limit).or_else(article);
            (StateTold::NotStarted(something(awaited)), internal.or(waits))
        }
        State::Running(Due::On(day)) => (StateTold::Due(Day::of(*day)), internal.or_else(article)),
        State::Running(Due::Between { earliest, latest, .. }) => {
            let (earliest, latest) = (Day::of(*earliest), Day::of(*latest));
            (StateTold::Between { earliest, latest }, internal)
        }
        State::Running(Due::Stopped) => (StateTold::Stopped(left(limit)), held_under(limit)),
        State::Met(date) => {
            let margin = Some(margin(limit, *date, calendar));
            let day = Some(Day { date: *date, weekday: None });
            (StateTold::Met { day, margin }, internal)
        }
        State::Overdue(_) => (StateTold::Overdue { working_days: Some(limit.late) }, internal),
    };
    LimitTold { name: limit.name, of: limit.of.clone(), state, under }
}

/// What is awaited, if anything is named.
fn something(awaited: &Awaited) -> Option<Awaited> {
    match awaited {
        Awaited::Materials(materials) if materials.is_empty() => None,
        Awaited::Named(what) if what.is_empty() => None,
        Awaited::Materials(_)
        | Awaited::Named(_)
        | Awaited::Receipt
        | Awaited::Service
        | Awaited::Notice => Some(awaited.clone()),
    }
}

/// Working days left; of a limit counted otherwise no count of days is told.
fn left(limit: &Limit) -> Option<Left> {
    match limit.unit {
        Unit::WorkingDays => Some(Left { left: limit.left, total: Some(limit.total) }),
        Unit::Months | Unit::CalendarDays => None,
    }
}

/// Under what a limit is stopped.
pub(super) fn held_under(limit: &Limit) -> Option<Under> {
    limit.held_under.as_ref().map(|cite| Under::Article(cite.article.clone()))
}

/// How far from its last day a limit was met.
pub(super) fn margin(limit: &Limit, met: jiff::civil::Date, calendar: &Calendar) -> Margin {
    match limit.due {
        Some(Due::On(last)) if last < met => Margin::Late(limit.late),
        Some(Due::On(last)) if last == met => Margin::OnLastDay,
        Some(Due::On(last)) => Margin::Early(calendar.earliest().between(met, last)),
        Some(Due::Between { latest, .. }) if latest < met => Margin::Late(limit.late),
        Some(Due::Between { .. } | Due::Stopped) | None => Margin::Early(limit.left),
    }
}

/// A refusal as a line says it.
pub(super) fn refused(refusal: &Refusal, language: law::Language) -> Consequence {
    Consequence::Refused(RefusalTold {
        words: Some(refusal.text.text(language).to_owned()),
        under: Some(basis(&refusal.basis)),
    })
}

/// What a refusal rests on, as a line says it.
pub(super) fn basis(basis: &Basis) -> Under {
    match basis {
        Basis::Article(cite) => Under::Article(cite.article.clone()),
        Basis::Position { position } => Under::Position(position.clone()),
        Basis::House { house } => Under::House(house.clone()),
    }
}
