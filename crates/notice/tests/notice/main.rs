//! Notices as a clerk and as counsel would read them, and what must hold for every docket.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod bench;
mod dockets;
mod golden;
mod numbers;
mod replaced;
mod safe;
