//! `anshen law`.

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Law {}

/// Runs one.
pub fn run(_console: &Console, command: Law) -> anyhow::Result<Answer> {
    match command {}
}
