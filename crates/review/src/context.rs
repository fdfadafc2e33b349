//! What a decision is made with: the book of laws and the calendar.

use std::collections::BTreeMap;

use calendar::Calendar;
use jiff::civil::{Date, date};
use law::{Book, NewYearsEve2024, Positions, Regime, RegimeId};

use crate::Review;

/// The day position A4 is about: the notice for 2024 only encouraged leave on it.
const NEW_YEARS_EVE_2024: Date = date(2024, 2, 9);

/// The book of laws and the calendar, handed to every decision.
#[derive(Debug, Clone)]
pub struct Context {
    book: Book,
    calendar: Calendar,
    rested: Calendar,
    /// The calendars that examples of other regimes are counted by, by their ids.
    foreign: BTreeMap<String, Calendar>,
}

impl Context {
    /// A context of one book and one calendar.
    pub fn new(book: &Book, calendar: &Calendar) -> Context {
        Context {
            book: book.clone(),
            calendar: calendar.clone(),
            rested: calendar.with_rest_day(NEW_YEARS_EVE_2024),
            foreign: foreign(book),
        }
    }

    /// The same, with the calendars of other lands as they were known at the end of a day; that of
    /// Beijing is handed in as it was known.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Context {
        for calendar in self.foreign.values_mut() {
            *calendar = calendar.known_on(day);
        }
        self
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

    /// The calendar a review is counted by: Beijing's, or that of the example it is run under.
    pub fn calendar_of(&self, review: &Review) -> &Calendar {
        let example = self.regime(&review.frame().law).and_then(|it| it.example.as_ref());
        let foreign = example.and_then(|example| self.foreign.get(&example.calendar));
        foreign.unwrap_or_else(|| self.calendar(review.positions()))
    }

    /// Beijing's calendar as the positions read it.
    pub fn calendar(&self, positions: &Positions) -> &Calendar {
        match positions.new_years_eve_2024 {
            NewYearsEve2024::Working => &self.calendar,
            NewYearsEve2024::Off => &self.rested,
        }
    }
}

/// The calendars the examples of a book name; a test holds that each exists.
fn foreign(book: &Book) -> BTreeMap<String, Calendar> {
    let named = book.examples().filter_map(|regime| regime.example.as_ref());
    let found = named.filter_map(|example| {
        let calendar = Calendar::example(&example.calendar)?;
        Some((example.calendar.clone(), calendar.calendar.clone()))
    });
    found.collect()
}
