//! `anshen docket`.

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Docket {}

/// Runs one.
pub fn run(_console: &Console, command: Docket) -> anyhow::Result<Answer> {
    match command {}
}
