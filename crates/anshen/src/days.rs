//! `anshen days`.

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Days {}

/// Runs one.
pub fn run(_console: &Console, command: Days) -> anyhow::Result<Answer> {
    match command {}
}
