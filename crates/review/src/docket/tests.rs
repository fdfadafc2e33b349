//! The grammar, read and printed.

mod generated;
mod grammar;
mod pages;
mod replays;
