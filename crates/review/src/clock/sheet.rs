//! The count sheet of a limit: each day from its start to its end, counted or not, and why.

use calendar::{Calendar, DayKind};
use jiff::civil::Date;

use super::{Clock, ends, limits};
use crate::context::Context;
use crate::count::Tolled;
use crate::limit::{Due, Limit, State};
use crate::state::{EntryNumber, Review, StopCause};
use crate::{BodyId, LimitName};

/// A limit, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct CountSheet<'a> {
    /// The limit.
    pub limit: Limit,
    /// From the day it counts from to the last on which it can end; while it is stopped, to the day
    /// it is looked at.
    pub rows: Vec<CountRow<'a>>,
}

/// One day of a limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountRow<'a> {
    /// The day.
    pub date: Date,
    /// Its number in the count; `None`: not counted.
    pub number: Option<u32>,
    /// What the day is.
    pub kind: DayKind<'a>,
    /// The act that stopped the count over this day.
    pub stopped_by: Option<EntryNumber>,
}

/// The count sheet of a limit counted in working days; `None` where there is no such limit, or its
/// count has not begun.
pub fn count_sheet<'a>(
    context: &'a Context,
    review: &Review,
    as_of: Date,
    name: LimitName,
    of: Option<&BodyId>,
) -> Option<CountSheet<'a>> {
    let all = limits(context, review, as_of);
    let limit = all.into_iter().rfind(|limit| limit.name == name && limit.of.as_ref() == of)?;
    let start = limit.start?;
    let clock = Clock::new(context, review, as_of);
    let calendar = context.calendar_of(review);
    let stops = clock.stops(name, start_and_met(context, review, &limit).1);
    let last = match (limit.due, &limit.state) {
        (Some(Due::On(day)), _) => day,
        (Some(Due::Between { latest, .. }), _) => latest,
        (Some(Due::Stopped) | None, State::Met(day)) => *day,
        (Some(Due::Stopped) | None, _) => as_of.max(start),
    };
    let rule = clock.rule(&limit.law, name);
    let first_day = rule.map_or(review.positions().start_day, |rule| clock.first_day(rule));
    let counts_from = calendar.count_from(start, first_day).ok()?;
    Some(CountSheet { rows: rows(calendar, start, counts_from, last, &stops), limit })
}

fn rows<'a>(
    calendar: &'a Calendar,
    start: Date,
    counts_from: Date,
    last: Date,
    stops: &[(EntryNumber, Tolled)],
) -> Vec<CountRow<'a>> {
    let mut number = 0;
    let mut rows = Vec::new();
    for date in start.series(jiff::ToSpan::days(1)).take_while(|day| *day <= last) {
        let over = stops
            .iter()
            .find(|(_, stop)| stop.from < date && stop.until.is_none_or(|until| date <= until));
        let counts = counts_from < date && over.is_none() && calendar.latest().is_working(date);
        if counts {
            number += 1;
        }
        rows.push(CountRow {
            date,
            number: counts.then_some(number),
            kind: calendar.day(date),
            stopped_by: over.map(|(entry, _)| *entry),
        });
    }
    rows
}

/// A stretch over which a limit did not count, by the acts at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stopped {
    /// Why.
    pub cause: StopCause,
    /// The act that stopped it.
    pub from: EntryNumber,
    /// The act that set it going again.
    pub until: Option<EntryNumber>,
}

/// The stretches over which a limit did not count, in the order of their beginning.
pub(crate) fn stopped(
    context: &Context,
    review: &Review,
    as_of: Date,
    limit: &Limit,
) -> Vec<Stopped> {
    let clock = Clock::new(context, review, as_of);
    let (start, met) = start_and_met(context, review, limit);
    let counted = clock.stops(limit.name, met);
    // A stop that was over before the count began is nothing to it.
    let begun = |until: Option<EntryNumber>| until.is_none_or(|until| start < Some(until));
    let stops = review
        .stops
        .iter()
        .filter(|stop| begun(stop.until) && counted.iter().any(|(from, _)| *from == stop.from));
    stops.map(|stop| Stopped { cause: stop.cause, from: stop.from, until: stop.until }).collect()
}

/// The act a limit counts from, and the act that met it.
pub(crate) fn start_and_met(
    context: &Context,
    review: &Review,
    limit: &Limit,
) -> (Option<EntryNumber>, Option<EntryNumber>) {
    let run = match limit.name {
        LimitName::Intake => review.intake.as_ref(),
        LimitName::PreliminaryReview => review.preliminary.as_ref(),
        LimitName::SpecialReview => review.special_run.as_ref(),
        LimitName::CommissionApproval => review.approval_run.as_ref(),
        LimitName::Consultation => {
            let of = limit.of.as_ref();
            let asked = round_of(review, limit).and_then(|round| round.body(of?));
            return asked.map_or((None, None), |asked| (asked.received, asked.met));
        }
    };
    run.map_or((None, None), |run| ends(context, review, limit.name, run))
}

/// The round a consultation's limit belongs to: our own target is that of the second.
fn round_of<'a>(review: &'a Review, limit: &Limit) -> Option<&'a crate::state::Round> {
    match limit.effect {
        crate::Effect::Statutory => review.first.as_ref(),
        crate::Effect::Internal => review.second.as_ref(),
    }
}

/// Whether a limit runs over the day of position A4.
pub(crate) fn touches_new_years_eve(context: &Context, limit: &Limit, as_of: Date) -> bool {
    let day = context.new_years_eve();
    let last = match limit.due {
        Some(Due::On(last)) => last,
        Some(Due::Between { latest, .. }) => latest,
        Some(Due::Stopped) | None => as_of,
    };
    limit.start.is_some_and(|start| start <= day && day <= last)
}
