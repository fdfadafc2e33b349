//! `anshen ledger`, `backup`, `restore`, `rebuild`, `migrate`.

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands under `ledger`.
#[derive(Debug, Subcommand)]
pub enum Ledger {}

/// Commands at the top.
#[derive(Debug, Subcommand)]
pub enum Record {}

/// Runs one under `ledger`.
pub fn run_ledger(_console: &Console, command: Ledger) -> anyhow::Result<Answer> {
    match command {}
}

/// Runs one at the top.
pub fn run(_console: &Console, command: Record) -> anyhow::Result<Answer> {
    match command {}
}
