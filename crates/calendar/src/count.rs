//! What a count of working days ends on.

use jiff::civil::Date;

/// The n-th working day after a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A firm day: every year the count touches has its notice.
    On(Date),
    /// The count runs into a year whose notice is not out.
    Between {
        /// No notice that keeps to past practice can make it earlier.
        earliest: Date,
        /// Nor later.
        latest: Date,
        /// The first year touched that has no notice.
        year: i16,
    },
}

impl Counted {
    /// The first day on which the count can end; the day itself where it is firm.
    pub fn earliest(self) -> Date {
        match self {
            Counted::On(day) => day,
            Counted::Between { earliest, .. } => earliest,
        }
    }

    /// The last day on which the count can end; the day itself where it is firm.
    pub fn latest(self) -> Date {
        match self {
            Counted::On(day) => day,
            Counted::Between { latest, .. } => latest,
        }
    }
}
