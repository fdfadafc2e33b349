//! The one core behind every door: a command becomes an entry, and is told only when it is on disk.

mod act;
mod case;
mod content;
mod dockets;
mod open;
mod paper;
mod projection;
mod standing;

pub use act::{Doing, Done, moment};
pub use case::{Attached, Beside, Case, CaseMaterial, Payload, Recorder, payload};
pub use content::{content, numbered};
pub use dockets::{Docket, Dockets};
pub use open::{Opened, Opening, SERIES, frame, number as case_number, written};
pub use paper::{always_decides, comes_in};
pub use projection::{project, row, word};
pub use standing::addressee;
