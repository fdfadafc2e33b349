//! One civil year, as its papers have it or as far as it can be told without.

use jiff::civil::Date;
use law::Words;

use crate::calendar::{Calendar, DayKind};
use crate::notice::{Paper, is_weekend};
use crate::span::OutOfRange;

/// A civil year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year<'a> {
    /// The year.
    pub year: i16,
    /// Whether its paper is known, and how many working days it has.
    pub standing: Standing,
    /// The days off that are known: those that papers give, else the statutory days.
    pub days_off: Vec<Named>,
    /// The days that papers have worked.
    pub make_up_days: Vec<Named>,
    /// The papers for the year, and those that name a day of it.
    pub papers: Vec<&'a Paper>,
}

/// A day with the holiday it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The day.
    pub day: Date,
    /// The holiday.
    pub name: Words,
}

/// Whether a year's paper is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Announced {
        /// Working days of the civil year.
        working_days: u32,
    },
    /// It is not.
    Unannounced {
        /// At least so many working days.
        fewest: u32,
        /// At most so many.
        most: u32,
    },
}

impl Calendar {
    /// A civil year.
    ///
    /// # Errors
    /// When the calendar does not hold it.
    pub fn year(&self, year: i16) -> Result<Year<'_>, OutOfRange> {
        let whole = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        let (Ok(first), Ok(last)) = whole else {
            return Err(OutOfRange::After { day: Date::MAX, last: self.last_day() });
        };
        self.hold(first)?;
        let mut days_off = Vec::new();
        let mut make_up_days = Vec::new();
        for day in days(first, last) {
            match self.day(day) {
                DayKind::Holiday { name, .. } => days_off.push(named(day, name)),
                DayKind::MakeUp { name, .. } => make_up_days.push(named(day, name)),
                DayKind::RestDay => days_off.push(named(day, &rest_day())),
                DayKind::Provisional { year: waiting } if waiting == year => {
                    days_off.extend(self.holiday(day).map(|name| Named { day, name }));
                }
                DayKind::Working
                | DayKind::Weekend
                | DayKind::Provisional { .. }
                | DayKind::Outside => {}
            }
        }
        let concerns = |paper: &&Paper| paper.year == year || paper.names(year);
        Ok(Year {
            year,
            standing: self.standing(year, first, last),
            days_off,
            make_up_days,
            papers: self.all_papers().filter(concerns).collect(),
        })
    }

    fn standing(&self, year: i16, first: Date, last: Date) -> Standing {
        if self.is_announced(year) {
            let working = days(first, last).filter(|day| self.is_worked(*day)).count();
            return Standing::Announced {
                working_days: u32::try_from(working).unwrap_or(u32::MAX),
            };
        }
        let before = first.yesterday().unwrap_or(first);
        Standing::Unannounced {
            fewest: self.latest().between(before, last),
            most: self.earliest().between(before, last),
        }
    }

    /// By the papers known; the last days of an announced year are ordinary until the next paper.
    fn is_worked(&self, day: Date) -> bool {
        match self.day(day) {
            DayKind::Working | DayKind::MakeUp { .. } => true,
            DayKind::Provisional { .. } => !is_weekend(day),
            DayKind::Weekend | DayKind::Holiday { .. } | DayKind::RestDay | DayKind::Outside => {
                false
            }
        }
    }
}

impl Paper {
    /// Whether the paper names a day of the civil year.
    pub fn names(&self, year: i16) -> bool {
        let mut days = self
            .holidays
            .iter()
            .flat_map(|holiday| holiday.days_off().chain(holiday.make_up.iter().copied()));
        days.any(|day| day.year() == year)
    }
}

/// How a day off by reading is called.
pub(crate) fn rest_day() -> Words {
    Words::new("休息日（按所取解释口径）", "day off by the reading taken")
}

pub(crate) fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(jiff::Span::new().days(1)).take_while(move |day| *day <= last)
}

fn named(day: Date, name: &Words) -> Named {
    Named { day, name: name.clone() }
}
