//! A table of days, working or not, that answers in constant time.

use std::sync::Arc;

use jiff::civil::Date;

use crate::span::{OutOfRange, Span};

/// For each day whether it is worked, with the running count and the list of working days.
#[derive(Debug, Clone)]
pub struct Track {
    span: Arc<Span>,
    /// Working days up to and including the day.
    rank: Vec<u16>,
    /// The working days in order.
    working: Vec<Date>,
}

impl Track {
    pub(crate) fn new(span: &Arc<Span>, is_working: impl Fn(usize) -> bool) -> Track {
        let mut rank = Vec::with_capacity(span.len());
        let mut working = Vec::with_capacity(span.len());
        for (index, day) in span.dates().iter().enumerate() {
            if is_working(index) {
                working.push(*day);
            }
            rank.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
        }
        Track {
            span: Arc::clone(span),
            rank,
            working,
        }
    }

    /// Whether the day is worked; `false` for a day the calendar does not hold.
    pub fn is_working(&self, day: Date) -> bool {
        let Ok(index) = self.span.index(day) else {
            return false;
        };
        let before = index.checked_sub(1).map_or(0, |index| self.rank_at(index));
        before < self.rank_at(index)
    }

    /// The n-th working day after `day`; `day` itself for `n` = 0.
    #[inline]
    pub fn nth_after(&self, day: Date, n: u32) -> Result<Date, OutOfRange> {
        let index = self.span.index(day)?;
        if n == 0 {
            return Ok(day);
        }
        let position = usize::from(self.rank_at(index)).saturating_add(n as usize - 1);
        match self.working.get(position) {
            Some(found) => Ok(*found),
            None => Err(OutOfRange::Count {
                from: day,
                n,
                last: self.span.last(),
            }),
        }
    }

    /// Working days after `from`, up to and including `to`; 0 where `to` is not after `from`. Days
    /// the calendar does not hold count nothing.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        if to <= from || to < self.span.first() {
            return 0;
        }
        let end = u32::from(self.rank_at(self.span.clamp(to)));
        let start = match self.span.index(from) {
            Ok(index) => u32::from(self.rank_at(index)),
            Err(OutOfRange::Before { .. }) => 0,
            Err(OutOfRange::After { .. } | OutOfRange::Count { .. }) => end,
        };
        end - start
    }

    #[inline]
    fn rank_at(&self, index: usize) -> u16 {
        self.rank.get(index).copied().unwrap_or_default()
    }
}
