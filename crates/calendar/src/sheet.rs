//! The count sheet: each day from the start to the end of a count, and why it counts or does not.

use jiff::civil::Date;
use law::StartDay;

use crate::calendar::{Calendar, DayKind};
use crate::count::Counted;
use crate::span::OutOfRange;
use crate::year::days;

/// A count, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// Where the count starts.
    pub from: Date,
    /// Working days.
    pub n: u32,
    /// Where it ends.
    pub counted: Counted,
    /// From the start to the last day on which it can end.
    pub rows: Vec<Row<'a>>,
}

/// One day of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The day.
    pub date: Date,
    /// Its number in the count; `None`: not counted. Among unannounced days only what counts on the
    /// latest track has a number, so that the last number falls on the last day.
    pub number: Option<u32>,
    /// Whether it is the day the count starts on and does not count.
    pub place: Place,
    /// What the day is.
    pub kind: DayKind<'a>,
}

/// Where a day stands in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The start day, which is not counted.
    Start,
    /// A day after it.
    Within,
}

impl DayKind<'_> {
    /// The reason in one word, as in `anshen days sheet --json`.
    pub fn why(&self) -> &'static str {
        match self {
            DayKind::Working => "working",
            DayKind::Weekend | DayKind::Outside => "weekend",
            DayKind::Holiday { .. } | DayKind::RestDay => "holiday",
            DayKind::MakeUp { .. } => "make-up",
            DayKind::Provisional { .. } => "provisional",
        }
    }

    /// The number of the paper that names the day.
    pub fn paper(&self) -> Option<&str> {
        match self {
            DayKind::Holiday { paper, .. } | DayKind::MakeUp { paper, .. } => Some(&paper.number),
            DayKind::Working
            | DayKind::Weekend
            | DayKind::RestDay
            | DayKind::Provisional { .. }
            | DayKind::Outside => None,
        }
    }
}

impl Row<'_> {
    /// The reason in one word: `start`, or what the day is.
    pub fn why(&self) -> &'static str {
        match self.place {
            Place::Start => "start",
            Place::Within => self.kind.why(),
        }
    }
}

impl Calendar {
    /// The sheet of a count of `n` working days.
    ///
    /// # Errors
    /// When the count leaves the calendar.
    pub fn sheet(&self, from: Date, n: u32, start: StartDay) -> Result<Sheet<'_>, OutOfRange> {
        let counted = self.nth_from(from, n, start)?;
        let base = self.count_from(from, start)?;
        let mut before = 0;
        let mut rows = Vec::new();
        for date in days(from, counted.latest()) {
            let so_far = self.latest().between(base, date);
            rows.push(Row {
                date,
                number: (before < so_far).then_some(so_far),
                place: match (date == from, start) {
                    (true, StartDay::Excluded) => Place::Start,
                    (_, StartDay::Excluded | StartDay::Counted) => Place::Within,
                },
                kind: self.day(date),
            });
            before = so_far;
        }
        Ok(Sheet { from, n, counted, rows })
    }
}
