//! Counting on one day table: a budget of working days and the stretches that do not count.

use calendar::{OutOfRange, Track};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

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

/// Where a count of calendar days or months after `start` ends: on the day so far on, moved by the
/// calendar days that were tolled before it was over (position B7). `last` says on which day a
/// count that ends on a day is over, which is later where that is a day off and the text moves it.
/// `None`: there is no such day.
pub(crate) fn calendar_end(
    start: Date,
    length: Span,
    tolled: &[Tolled],
    last: impl Fn(Date) -> Result<Date, OutOfRange>,
) -> Result<Option<End>, OutOfRange> {
    let Ok(mut end) = start.checked_add(length) else {
        return Ok(None);
    };
    for stretch in tolled {
        if last(end)? <= stretch.from {
            break;
        }
        let Some(until) = stretch.until else {
            return Ok(Some(End::Stopped));
        };
        let moved = if end < stretch.from {
            // Only days off were left: the count is over on the first day that counts again.
            until.tomorrow()
        } else {
            end.checked_add(days_between(stretch.from.max(start).min(until), until).days())
        };
        match moved {
            Ok(moved) => end = moved,
            Err(_) => return Ok(None),
        }
    }
    last(end).map(|day| Some(End::On(day)))
}

/// Whole months after `start` up to and including `until`, tolled calendar days left out.
pub(crate) fn months_counted(start: Date, until: Date, tolled: &[Tolled]) -> u32 {
    let mut counted = until;
    for stretch in tolled {
        let from = stretch.from.max(start);
        let to = stretch.until.map_or(until, |day| day.min(until));
        if from < to {
            let days = to.since(from);
            counted = days.and_then(|days| counted.checked_sub(days)).unwrap_or(counted);
        }
    }
    if counted <= start {
        return 0;
    }
    let span = start.until((jiff::Unit::Month, counted));
    span.map_or(0, |span| u32::try_from(span.get_months()).unwrap_or(0))
}

/// Calendar days after `start` up to and including `until`, tolled ones left out.
pub(crate) fn days_counted(start: Date, until: Date, tolled: &[Tolled]) -> u32 {
    let mut sum = days_between(start, until);
    for stretch in tolled {
        let to = stretch.until.map_or(until, |day| day.min(until));
        sum -= days_between(stretch.from.max(start), to);
    }
    u32::try_from(sum).unwrap_or(0)
}

/// Calendar days after `from` up to and including `to`; 0 where `to` is not after `from`.
fn days_between(from: Date, to: Date) -> i64 {
    if to <= from {
        return 0;
    }
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
