//! The civil days the calendar holds, and their numbers.

use std::sync::Arc;

use jiff::civil::Date;
use law::Words;

/// A day, or a count, that leaves the days the calendar holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutOfRange {
    /// The day lies before the calendar begins.
    #[error("`{day}` is before the calendar begins ({first})")]
    Before {
        /// The day asked for.
        day: Date,
        /// The first day held.
        first: Date,
    },
    /// The day lies after the calendar ends.
    #[error("`{day}` is after the calendar ends ({last})")]
    After {
        /// The day asked for.
        day: Date,
        /// The last day held.
        last: Date,
    },
    /// The count runs past the end.
    #[error("{n} working days after `{from}` is after the calendar ends ({last})")]
    Count {
        /// Where the count begins.
        from: Date,
        /// Working days.
        n: u32,
        /// The last day held.
        last: Date,
    },
}

impl OutOfRange {
    /// What is wrong and what would be allowed.
    pub fn words(&self) -> Words {
        match self {
            OutOfRange::Before { day, first } => Words::new(
                format!("{day} 早于工作日历的第一天 {first}；可用 {first} 及以后的日期"),
                format!("{day} is before the calendar begins; days from {first} on are allowed"),
            ),
            OutOfRange::After { day, last } => Words::new(
                format!("{day} 晚于工作日历的最后一天 {last}；可用 {last} 及以前的日期"),
                format!("{day} is after the calendar ends; days up to {last} are allowed"),
            ),
            OutOfRange::Count { from, n, last } => Words::new(
                format!("自 {from} 起第 {n} 个工作日超出工作日历的最后一天 {last}；请减少天数"),
                format!(
                    "{n} working days after {from} is past the end of the calendar, {last}; \
                     count fewer days"
                ),
            ),
        }
    }
}

/// The days held, numbered from 0: a month's first number by table, so that a day costs one load.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Span {
    first_year: i16,
    months: Vec<u16>,
    dates: Vec<Date>,
    first: Date,
    last: Date,
}

impl Span {
    /// All days of the years, first and last included; at most 170 years.
    pub fn years(first_year: i16, last_year: i16) -> Arc<Span> {
        let first = Date::constant(first_year, 1, 1);
        let last = Date::constant(last_year, 12, 31);
        let mut months = Vec::new();
        let mut dates = Vec::new();
        for day in first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last) {
            if day.day() == 1 {
                months.push(u16::try_from(dates.len()).unwrap_or(u16::MAX));
            }
            dates.push(day);
        }
        Arc::new(Span { first_year, months, dates, first, last })
    }

    /// The first day held.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day held.
    pub fn last(&self) -> Date {
        self.last
    }

    /// How many days.
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// All days in order.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The day of a number.
    pub fn date(&self, index: i32) -> Option<Date> {
        self.dates.get(usize::try_from(index).ok()?).copied()
    }

    /// Where the day stands in a table by date: year, month and day side by side, so that nothing
    /// is counted and nothing looked up. A day that is not held stands past the last cell.
    #[inline]
    pub fn cell(&self, day: Date) -> usize {
        let year = day.year().wrapping_sub(self.first_year).cast_unsigned();
        let (month, day) = (day.month().cast_unsigned(), day.day().cast_unsigned());
        (usize::from(year) * 16 + usize::from(month)) * 32 + usize::from(day)
    }

    /// How many cells.
    pub fn cells(&self) -> usize {
        self.cell(self.last) + 1
    }

    /// The day's number.
    #[inline]
    pub fn index(&self, day: Date) -> Result<usize, OutOfRange> {
        let year = usize::try_from(i32::from(day.year()) - i32::from(self.first_year));
        let month = usize::try_from(day.month() - 1).unwrap_or_default();
        match year.ok().and_then(|year| self.months.get(year * 12 + month)) {
            Some(start) => Ok(usize::from(*start) + usize::try_from(day.day() - 1).unwrap_or(0)),
            None => Err(self.outside(day)),
        }
    }

    #[cold]
    fn outside(&self, day: Date) -> OutOfRange {
        if day < self.first {
            OutOfRange::Before { day, first: self.first }
        } else {
            OutOfRange::After { day, last: self.last }
        }
    }

    /// The number of a day, or of the nearest day held.
    pub fn clamp(&self, day: Date) -> usize {
        match self.index(day) {
            Ok(index) => index,
            Err(OutOfRange::Before { .. }) => 0,
            Err(OutOfRange::After { .. } | OutOfRange::Count { .. }) => self.len() - 1,
        }
    }
}
