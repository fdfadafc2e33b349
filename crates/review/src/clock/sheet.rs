//! The count sheet of a limit: each day from its start to its end, counted or not, and why.

use calendar::{Calendar, DayKind};
use jiff::civil::Date;

use super::{Clock, limits};
use crate::context::Context;
use crate::count::Tolled;
use crate::limit::{Due, Limit, State};
use crate::state::{EntryNumber, Review};
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
    let calendar = context.calendar(review.positions());
    let clock = Clock { context, review, calendar, as_of };
    let stops = clock.stops(name, met(review, name, of));
    let last = match (limit.due, &limit.state) {
        (Some(Due::On(day)), _) => day,
        (Some(Due::Between { latest, .. }), _) => latest,
        (Some(Due::Stopped) | None, State::Met(day)) => *day,
        (Some(Due::Stopped) | None, _) => as_of.max(start),
    };
    let counts_from = calendar.count_from(start, review.positions().start_day).ok()?;
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

/// The act that met a limit.
fn met(review: &Review, name: LimitName, of: Option<&BodyId>) -> Option<EntryNumber> {
    match name {
        LimitName::Intake => review.intake.as_ref()?.met,
        LimitName::PreliminaryReview => review.preliminary.as_ref()?.met,
        LimitName::SpecialReview => review.special_run.as_ref()?.met,
        LimitName::Consultation => review.round()?.body(of?)?.met,
    }
}
