//! One version of the Measures as data, and the book of all of them: which governs a day, what each
//! rule says and under which article. This crate knows the law files and nothing of any review,
//! any clock or any reader; a count of days or an article number is written in `law/*.toml`, never
//! here.

mod beside;
mod book;
mod chain;
mod cite;
mod content;
mod coverage;
mod difference;
mod example;
mod fault;
mod file;
mod history;
mod names;
mod nearest;
mod penalty;
mod positions;
mod procedure;
mod provision;
mod read;
mod regime;
mod rule;
mod sheet;
mod told;
mod transition;
mod words;

pub use beside::{Beside, beside};
pub use book::{Book, Governs};
pub use cite::Cite;
pub use content::*;
pub use coverage::{Carries, Coverage, Covered, Reach, coverage, coverage_with};
pub use difference::{Change, Difference, Renumbered, Row, Side, difference};
pub use example::*;
pub use fault::{Fault, Source};
pub use history::{Group, History, HistoryRow, history};
pub use nearest::nearest;
pub use penalty::*;
pub use positions::*;
pub use procedure::*;
pub use provision::{Carrier, Kind, Provision};
pub use regime::*;
pub use rule::Rule;
pub use sheet::{Block, Cell, Sheet, Span, TICK, Table, sheet};
pub use told::StepTold;
pub use transition::transition;
pub use words::{Language, Words};
