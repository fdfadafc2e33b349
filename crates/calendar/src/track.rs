//! The days as counted towards one end of the range.

use std::sync::Arc;

use jiff::civil::Date;

use crate::outlook::Outlook;
use crate::span::{OutOfRange, Span};
use crate::table::Table;
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
    span: Arc<Span>,
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
            span: Arc::clone(span),
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
            0 => self.plain.nth_after(day, n),
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

    /// The plain table of the days before `end`, on which both tracks are one.
    pub(crate) fn before(&self, end: Date) -> Table {
        self.plain.before(end)
    }

    /// The n-th working day, of which `slack` are counted without a day of their own.
    #[cold]
    fn nth_bounded(&self, day: Date, n: u32, slack: i8) -> Result<Date, OutOfRange> {
        if n == 0 {
            return Ok(day);
        }
        let less = n.saturating_add_signed(-i32::from(slack));
        let plain = self.plain.nth_after(day, less).ok();
        let sure = self.edge.sure.nth_after(day, n).ok();
        let found = match self.edge.side {
            Side::Earliest => plain.zip(sure).map(|(plain, sure)| plain.max(sure)),
            Side::Latest => [plain, sure].into_iter().flatten().min(),
        };
        found.ok_or_else(|| self.plain.past_the_end(day, n))
    }

    fn slack(&self, day: Date) -> i8 {
        let index = self.span.index(day).ok();
        let slack = index.and_then(|index| self.edge.slack.get(index));
        slack.copied().unwrap_or_default()
    }
}
