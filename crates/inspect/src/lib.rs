//! What comes in from strangers, looked at: what a file is by its content, whether it bears a
//! marking of secrecy wherever it hides it, a copy of it that can be viewed without harm, names
//! that pretend to be others; and what goes out, packed. Knows bytes and names; must never know
//! who sent them, where they are kept, or the time. Nothing here unpacks without a bound, and
//! nothing that is looked at is carried out.

mod cells;
mod clam;
mod copy;
mod image;
mod kind;
mod letters;
mod look;
mod marking;
mod names;
mod office;
mod pack;
mod packed;
mod pages;
mod pdf;
mod rewrite;
mod words;
mod written;

pub use cells::{csv_line, harmless, harmless_csv};
pub use clam::{AnswerOfScanner, INSTREAM, LONGEST_ANSWER_BYTES, NO_MORE, PING, answer, length};
pub use copy::{Copied, LARGEST_COPIED_BYTES, NoCopy, viewing_copy};
pub use kind::{Disguise, Kind, MEDIA_OF_UNKNOWN, agreed};
pub use look::{Looking, Seen, Stop, Unread};
pub use marking::{Marking, Watch, bears, of_text};
pub use names::{Doubt, doubt};
pub use pack::Packing;
pub use written::{MOST_WRITTEN_BYTES, NoWords, written};
