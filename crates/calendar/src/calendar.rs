//! The calendar of one office: notices known, two tracks where a notice is missing.

use std::sync::{Arc, OnceLock};

use jiff::civil::{Date, Weekday};

use crate::count::Counted;
use crate::span::{OutOfRange, Span};
use crate::track::Track;

/// Working days; cheap to clone.
#[derive(Debug, Clone)]
pub struct Calendar {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    span: Arc<Span>,
    earliest: Track,
    latest: Track,
    provisional_from: Date,
}

/// What a civil day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// Saturday or Sunday.
    Weekend,
}

impl Calendar {
    /// The calendar that comes with the program.
    pub fn built_in() -> Calendar {
        static BUILT_IN: OnceLock<Calendar> = OnceLock::new();
        BUILT_IN.get_or_init(weekdays).clone()
    }

    /// Only papers published by that day count.
    pub fn known_on(&self, _day: Date) -> Calendar {
        self.clone()
    }

    /// A day off by a reading, not by a paper.
    pub fn with_rest_day(&self, _day: Date) -> Calendar {
        self.clone()
    }

    /// The first day held.
    pub fn first_day(&self) -> Date {
        self.inner.span.first()
    }

    /// The last day held.
    pub fn last_day(&self) -> Date {
        self.inner.span.last()
    }

    /// The first day that no announced notice governs.
    pub fn provisional_from(&self) -> Date {
        self.inner.provisional_from
    }

    /// The track on which counts end first.
    pub fn earliest(&self) -> &Track {
        &self.inner.earliest
    }

    /// The track on which counts end last.
    pub fn latest(&self) -> &Track {
        &self.inner.latest
    }

    /// The n-th working day after `day`.
    pub fn nth_after(&self, day: Date, n: u32) -> Result<Counted, OutOfRange> {
        let earliest = self.inner.earliest.nth_after(day, n)?;
        if earliest < self.inner.provisional_from {
            return Ok(Counted::On(earliest));
        }
        Ok(self.combine(earliest, self.inner.latest.nth_after(day, n)?))
    }

    /// What two ends of one count say together.
    pub fn combine(&self, earliest: Date, latest: Date) -> Counted {
        if earliest == latest && latest < self.inner.provisional_from {
            return Counted::On(latest);
        }
        let year = self.inner.provisional_from.year() + 1;
        Counted::Between {
            earliest,
            latest,
            year,
        }
    }

    /// What a day is.
    pub fn day(&self, day: Date) -> DayKind {
        match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => DayKind::Weekend,
            _ => DayKind::Working,
        }
    }

    /// Whether the day is a statutory holiday.
    pub fn is_holiday(&self, _day: Date) -> bool {
        false
    }

    /// The numbers of the papers that govern the days after `from` up to `to`.
    pub fn papers(&self, _from: Date, _to: Date) -> Vec<String> {
        Vec::new()
    }
}

fn weekdays() -> Calendar {
    let span = Span::years(2017, 2066);
    let dates = span.dates();
    let track = Track::new(&span, |index| {
        dates
            .get(index)
            .is_some_and(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
    });
    Calendar {
        inner: Arc::new(Inner {
            earliest: track.clone(),
            latest: track,
            provisional_from: Date::constant(2026, 12, 29),
            span: Arc::clone(&span),
        }),
    }
}
