//! The text of a law as people really have it (a copied PDF, a news page, a file in GB 18030) read
//! into chapters, articles, paragraphs and items with stable addresses; two texts compared; a law
//! file held against its text. Knows bytes and words; must never know a review, a clock, or where a
//! file came from, and never guesses: what it cannot read it refuses, with the place.

mod akoma;
mod characters;
mod check;
mod dates;
mod diff;
mod encoding;
mod facts;
mod faults;
mod furniture;
mod head;
mod html;
mod joined;
mod lines;
mod markdown;
mod numeral;
mod outline;
mod read;
mod refused;
mod repeals;
mod slips;
mod statute;
mod title;
mod version;

pub use akoma::{akoma, akoma_sheet};
pub use check::{Checked, Difference, InRule, InText, Unsupported, check};
pub use diff::{Change, Compared, Fact, Pair, Piece, Side, compare};
pub use read::{LARGEST_BYTES, read};
pub use refused::{Reason, Refused};
pub use slips::{Slip, repealed_twice, slips};
pub use statute::{
    Article, Dates, Heading, Item, Language, Original, Paragraph, Repeal, Standing, Statute,
};
pub use version::version_of;
