//! The docket as text: what a case officer prints, what the scenarios are written in, and what
//! `anshen docket replay` reads. One grammar in two languages. Words are data (`acts`, `words`);
//! reading and printing go through the same tables, so that one cannot drift from the other.

mod acts;
mod compare;
mod consequence;
mod cursor;
mod day;
mod fault;
mod form;
mod frame;
mod happened;
mod key;
mod layout;
mod line;
mod nearest;
mod numeral;
mod page;
mod paper;
mod pattern;
mod quote;
mod read_told;
mod replay;
mod report;
mod scenarios;
mod skeleton;
mod source;
mod told;
mod trace;
mod translate;
mod update;
mod words;

pub use consequence::*;
pub use day::{FIRST_DAY, LAST_DAY};
pub use fault::Fault;
pub(crate) use frame::frame;
pub use frame::{Instead, position_words};
pub use key::{At, Header, Key, KeyLine};
pub use line::{Line, Written, print_act, print_actor, print_line, print_parts, read_line};
pub use page::{Page, Section, read_page};
pub use paper::{PaperCase, paper_case};
pub use replay::{Carried, Replay, replay};
pub use report::{LimitReport, ScenarioReport, StateReport, StepReport};
pub use scenarios::{Applied, SCENARIOS, ScenarioPage, applied, exercised, scenario};
pub use skeleton::skeleton;
pub use told::{print_consequences, print_limit};
pub use trace::trace;
pub use translate::print_page;
pub use update::update_page;

#[cfg(test)]
mod tests;
