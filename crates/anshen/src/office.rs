//! `anshen init`, `serve`, `user`, `token`.

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Office {}

/// Runs one.
pub fn run(_console: &Console, command: Office) -> anyhow::Result<Answer> {
    match command {}
}
