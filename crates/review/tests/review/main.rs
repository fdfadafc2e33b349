//! The core against counts by hand, and against the law's own words.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod bench;
mod examples;
mod limits;
mod twin;
mod words;
