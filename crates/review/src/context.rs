//! What a decision is made with: the book of laws and the calendar.

use calendar::Calendar;
use jiff::civil::{Date, date};
use law::{Book, NewYearsEve2024, Positions, Regime, RegimeId};

/// The day position A4 is about: the notice for 2024 only encouraged leave on it.
const NEW_YEARS_EVE_2024: Date = date(2024, 2, 9);

/// The book of laws and the calendar, handed to every decision.
#[derive(Debug, Clone)]
pub struct Context {
    book: Book,
    calendar: Calendar,
    rested: Calendar,
}

impl Context {
    /// A context of one book and one calendar.
    pub fn new(book: &Book, calendar: &Calendar) -> Context {
        Context {
            book: book.clone(),
            calendar: calendar.clone(),
            rested: calendar.with_rest_day(NEW_YEARS_EVE_2024),
        }
    }

    /// The versions there are.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// One version; `None` where the book lost a version that a docket names.
    pub fn regime(&self, id: &RegimeId) -> Option<&Regime> {
        self.book.get(id).map(AsRef::as_ref)
    }

    /// The day position A4 is about.
    pub(crate) fn new_years_eve(&self) -> Date {
        NEW_YEARS_EVE_2024
    }

    /// The calendar as the positions read it.
    pub fn calendar(&self, positions: &Positions) -> &Calendar {
        match positions.new_years_eve_2024 {
            NewYearsEve2024::Working => &self.calendar,
            NewYearsEve2024::Off => &self.rested,
        }
    }
}
