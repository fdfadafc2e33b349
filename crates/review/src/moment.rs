//! When something is recorded.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A civil day in Beijing, with the time of day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time, Beijing.
    pub time: Option<Time>,
}

impl Moment {
    /// A day without a time.
    pub fn day(date: Date) -> Moment {
        Moment { date, time: None }
    }

    /// Whether this moment lies before another, as far as both say.
    pub fn precedes(self, other: Moment) -> bool {
        match self.date.cmp(&other.date) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Greater => false,
            std::cmp::Ordering::Equal => match (self.time, other.time) {
                (Some(left), Some(right)) => left < right,
                (Some(_), None) | (None, Some(_)) | (None, None) => false,
            },
        }
    }
}
