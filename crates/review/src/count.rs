//! Counting on one day table: a budget of working days and the stretches that do not count.

use calendar::{OutOfRange, Track};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A stretch that does not count: after `from`, up to and including `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tolled {
    pub from: Date,
    pub until: Option<Date>,
}

/// Where a count ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// On this day.
    On(Date),
    /// It is stopped.
    Stopped,
}

/// Sorts stretches and joins those that overlap, so that no day is left out twice.
pub(crate) fn join(mut stretches: Vec<Tolled>) -> Vec<Tolled> {
    if stretches.len() < 2 {
        return stretches;
    }
    stretches.sort_by_key(|stretch| stretch.from);
    let mut joined: Vec<Tolled> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if last.until.is_none_or(|until| stretch.from <= until) => {
                last.until = match (last.until, stretch.until) {
                    (Some(left), Some(right)) => Some(left.max(right)),
                    (None, _) | (_, None) => None,
                };
            }
            Some(_) | None => joined.push(stretch),
        }
    }
    joined
}

/// The day on which `budget` working days after `start` are used up.
pub(crate) fn end(
    track: &Track,
    start: Date,
    budget: u32,
    tolled: &[Tolled],
) -> Result<End, OutOfRange> {
    let mut from = start;
    let mut left = budget;
    for stretch in tolled {
        if from < stretch.from {
            let available = track.between(from, stretch.from);
            if left <= available {
                return track.nth_after(from, left).map(End::On);
            }
            left -= available;
            from = stretch.from;
        }
        match stretch.until {
            Some(until) => from = from.max(until),
            None => return Ok(End::Stopped),
        }
    }
    track.nth_after(from, left).map(End::On)
}

/// Working days counted after `start` up to and including `until`, tolled stretches left out.
pub(crate) fn counted(track: &Track, start: Date, until: Date, tolled: &[Tolled]) -> u32 {
    let mut sum = track.between(start, until);
    for stretch in tolled {
        let from = stretch.from.max(start);
        let to = stretch.until.map_or(until, |day| day.min(until));
        sum = sum.saturating_sub(track.between(from, to));
    }
    sum
}

/// Calendar days after `start` up to and including `until` that were tolled.
pub(crate) fn tolled_days(start: Date, until: Date, tolled: &[Tolled]) -> i64 {
    let days = tolled.iter().map(|stretch| {
        let from = stretch.from.max(start);
        let to = stretch.until.map_or(until, |day| day.min(until));
        to.since(from).map_or(0, |span| i64::from(span.get_days()))
    });
    days.map(|days| days.max(0)).sum()
}

/// The corresponding day so many months on, moved by the calendar days that were tolled (position
/// B7).
pub(crate) fn months_on(start: Date, months: u16, tolled: &[Tolled]) -> Option<End> {
    let mut end = start.checked_add(i32::from(months).months()).ok()?;
    for stretch in tolled {
        if end < stretch.from {
            break;
        }
        let Some(until) = stretch.until else {
            return Some(End::Stopped);
        };
        let from = stretch.from.max(start);
        if from < until {
            end = end.checked_add(until.since(from).ok()?).ok()?;
        }
    }
    Some(End::On(end))
}
