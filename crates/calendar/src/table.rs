//! Days, worked or not, in a table that is asked by date.

use std::sync::Arc;

use jiff::civil::Date;

use crate::span::{OutOfRange, Span};

/// For each day the working days so far, and the working days in order: a count of any length
/// costs two loads.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    span: Arc<Span>,
    /// By the day's cell.
    rank: Arc<[u16]>,
    working: Arc<[Date]>,
}

impl Table {
    pub fn new(span: &Arc<Span>, is_working: impl Fn(usize) -> bool) -> Table {
        let mut rank = vec![0; span.cells()];
        let mut working = Vec::with_capacity(span.len());
        for (index, day) in span.dates().iter().enumerate() {
            if is_working(index) {
                working.push(*day);
            }
            if let Some(rank) = rank.get_mut(span.cell(*day)) {
                *rank = u16::try_from(working.len()).unwrap_or(u16::MAX);
            }
        }
        Table { span: Arc::clone(span), rank: rank.into(), working: working.into() }
    }

    /// The same table, in which no count finds a day from `end` on.
    pub fn before(&self, end: Date) -> Table {
        let working = self.working.iter().copied().take_while(|day| *day < end);
        Table { working: working.collect(), ..self.clone() }
    }

    /// Whether the day is worked; `false` for a day the calendar does not hold.
    pub fn is_working(&self, day: Date) -> bool {
        self.find(day, 0) == Some(day)
    }

    /// The n-th working day after `day`, if there is one; for `n` = 0 the last one up to it.
    #[inline]
    pub fn find(&self, day: Date, n: u32) -> Option<Date> {
        let rank = *self.rank.get(self.span.cell(day))?;
        let position = usize::from(rank).saturating_add(n as usize).checked_sub(1)?;
        self.working.get(position).copied()
    }

    /// The n-th working day after `day`; `day` itself for `n` = 0.
    #[inline]
    pub fn nth_after(&self, day: Date, n: u32) -> Result<Date, OutOfRange> {
        match self.find(day, n) {
            Some(found) if n != 0 => Ok(found),
            Some(_) | None => self.not_found(day, n),
        }
    }

    /// Working days after `from`, up to and including `to`; 0 where `to` is not after `from`.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        if to <= from {
            return 0;
        }
        self.up_to(to) - self.up_to(from)
    }

    /// What is said of a count that runs past the last day.
    pub fn past_the_end(&self, from: Date, n: u32) -> OutOfRange {
        OutOfRange::Count { from, n, last: self.span.last() }
    }

    #[cold]
    fn not_found(&self, day: Date, n: u32) -> Result<Date, OutOfRange> {
        self.span.index(day)?;
        if n == 0 { Ok(day) } else { Err(self.past_the_end(day, n)) }
    }

    /// Working days up to and including `day`, of those the calendar holds.
    fn up_to(&self, day: Date) -> u32 {
        if day < self.span.first() {
            return 0;
        }
        let cell = self.span.cell(day.min(self.span.last()));
        self.rank.get(cell).copied().map_or(0, u32::from)
    }
}
