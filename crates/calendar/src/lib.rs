//! Working days: what the notices of the State Council's General Office made of each civil day, and
//! what can be said of a year whose notice is not out. This crate knows days, papers and statutory
//! holidays; it knows nothing of any review, has no clock and reads no file at run time.

mod calendar;
mod check;
mod count;
mod facts;
mod files;
mod notice;
mod outlook;
mod span;
mod statutory;
mod track;
mod zone;

pub use calendar::{Calendar, DayKind};
pub use count::Counted;
pub use notice::{Arranged, Notice, Paper};
pub use span::OutOfRange;
pub use track::Track;
