//! A table of days, working or not, that answers in constant time.

use std::sync::Arc;

use jiff::civil::Date;

use crate::outlook::Outlook;
use crate::span::{OutOfRange, Span};
use crate::zone::Side;

/// One reading of the days: on the earliest track every count ends first, on the latest last. On
/// announced days both are the same table.
///
/// WHY: where a notice is missing, a plain table cannot bound a count that begins among the days a
/// holiday moves: the make-up days ahead of it are already behind. So a track has a slack for each
/// such day, and a table of the days that are sure to bound the slack. Counts over several
/// stretches may be added up: the sum still bounds the truth.
#[derive(Debug, Clone)]
pub struct Track {
    plain: Table,
    edge: Arc<Edge>,
}

/// What bounds a count that begins among unannounced days.
#[derive(Debug)]
struct Edge {
    side: Side,
    slack: Vec<i8>,
    sure: Table,
}

impl Track {
    /// The days of papers as they are, the others as the outlook has them.
    pub(crate) fn new(
        span: &Arc<Span>,
        side: Side,
        outlook: &Outlook,
        announced: impl Fn(usize) -> Option<bool>,
    ) -> Track {
        let either = |table: &[bool], index: usize| {
            announced(index).unwrap_or_else(|| table.get(index).copied().unwrap_or_default())
        };
        Track {
            plain: Table::new(span, |index| either(&outlook.worked, index)),
            edge: Arc::new(Edge {
                side,
                slack: outlook.slack.clone(),
                sure: Table::new(span, |index| either(&outlook.sure, index)),
            }),
        }
    }

    /// Whether the day is worked on this track; `false` for a day the calendar does not hold.
    pub fn is_working(&self, day: Date) -> bool {
        self.plain.is_working(day)
    }

    /// The n-th working day after `day`; `day` itself for `n` = 0.
    #[inline]
    pub fn nth_after(&self, day: Date, n: u32) -> Result<Date, OutOfRange> {
        match self.slack(day) {
            0 => self.plain.nth_after(day, n, 0),
            slack => self.nth_bounded(day, n, slack),
        }
    }

    /// Working days after `from`, up to and including `to`; 0 where `to` is not after `from`. Days
    /// the calendar does not hold count nothing.
    pub fn between(&self, from: Date, to: Date) -> u32 {
        let plain = self.plain.between(from, to);
        let slack = self.slack(from);
        if slack == 0 || to <= from {
            return plain;
        }
        let sure = self.edge.sure.between(from, to);
        let bound = plain.saturating_add_signed(i32::from(slack));
        match self.edge.side {
            Side::Earliest => bound.min(sure),
            Side::Latest => bound.max(sure),
        }
    }

    /// The n-th working day after an announced day, as the plain table has it.
    #[inline]
    pub(crate) fn nth_plain(&self, day: Date, n: u32) -> Result<Date, OutOfRange> {
        self.plain.nth_after(day, n, 0)
    }

    #[cold]
    fn nth_bounded(&self, day: Date, n: u32, slack: i8) -> Result<Date, OutOfRange> {
        if n == 0 {
            return Ok(day);
        }
        let plain = self.plain.nth_after(day, n, slack);
        let sure = self.edge.sure.nth_after(day, n, 0);
        match self.edge.side {
            Side::Earliest => Ok(plain?.max(sure?)),
            Side::Latest => match (plain, sure) {
                (Ok(plain), Ok(sure)) => Ok(plain.min(sure)),
                (found, Err(_)) | (Err(_), found) => found,
            },
        }
    }

    fn slack(&self, day: Date) -> i8 {
        let index = self.plain.span.index(day).ok();
        let slack = index.and_then(|index| self.edge.slack.get(index));
        slack.copied().unwrap_or_default()
    }
}

/// For each day the working days so far, and the working days in order.
#[derive(Debug, Clone)]
struct Table {
    span: Arc<Span>,
    rank: Arc<[u16]>,
    working: Arc<[Date]>,
}

impl Table {
    fn new(span: &Arc<Span>, is_working: impl Fn(usize) -> bool) -> Table {
        let mut rank = Vec::with_capacity(span.len());
        let mut working = Vec::with_capacity(span.len());
        for (index, day) in span.dates().iter().enumerate() {
            if is_working(index) {
                working.push(*day);
            }
            rank.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
        }
        Table { span: Arc::clone(span), rank: rank.into(), working: working.into() }
    }

    fn is_working(&self, day: Date) -> bool {
        let Ok(index) = self.span.index(day) else {
            return false;
        };
        let before = index.checked_sub(1).map_or(0, |before| self.rank_at(before));
        before < self.rank_at(index)
    }

    /// The n-th working day after `day`, of which `slack` are counted without a day of their own.
    #[inline]
    fn nth_after(&self, day: Date, n: u32, slack: i8) -> Result<Date, OutOfRange> {
        let index = self.span.index(day)?;
        if n == 0 {
            return Ok(day);
        }
        let before = u32::from(self.rank_at(index)).saturating_add(n - 1);
        let position = before.saturating_add_signed(-i32::from(slack));
        match self.working.get(position as usize) {
            Some(found) => Ok(*found),
            None => Err(self.past_the_end(day, n)),
        }
    }

    fn between(&self, from: Date, to: Date) -> u32 {
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

    #[cold]
    fn past_the_end(&self, from: Date, n: u32) -> OutOfRange {
        OutOfRange::Count { from, n, last: self.span.last() }
    }

    #[inline]
    fn rank_at(&self, index: usize) -> u16 {
        self.rank.get(index).copied().unwrap_or_default()
    }
}
