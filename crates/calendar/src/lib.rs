//! Working days: what the notices of the State Council's General Office made of each civil day, and
//! what can be said of a year whose notice is not out. This crate knows days, papers and statutory
//! holidays; it knows nothing of any review, has no clock and reads no file at run time. Besides it
//! holds calendars of other lands, as examples, by which no case here is counted.

mod calendar;
mod change;
mod check;
mod count;
mod example;
mod facts;
mod files;
mod notice;
mod outlook;
mod sheet;
mod span;
mod statutory;
mod table;
mod track;
mod year;
mod zone;

pub use calendar::{Calendar, DayKind};
pub use change::Change;
pub use count::Counted;
pub use example::ExampleCalendar;
pub use notice::{Arranged, Notice, Paper, parse_day};
pub use sheet::{Place, Row, Sheet};
pub use span::OutOfRange;
pub use track::Track;
pub use year::{Named, Standing, Year};
