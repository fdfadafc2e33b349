//! The binary: the only `main`, the only clock, the only reader of environment and files given on
//! the command line. Each command is a module; it answers with an [`Answer`] or fails with an
//! error.

mod console;
mod days;
mod docket;
mod faults;
mod keys_command;
mod law_command;
mod office;
mod record;
mod root_keys;
mod statute_command;
mod usage;
mod verify;
mod witness;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::{Answer, Console};

/// 安审：网络安全审查的全过程 · Anshen: cybersecurity review, from the first doubt to the last commitment
#[derive(Debug, Parser)]
#[command(name = "anshen", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    console: console::Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 期限与工作日 · Working days, limits and the count sheet
    #[command(subcommand)]
    Days(days::Days),
    /// 各版本办法 · The versions of the Measures
    #[command(subcommand)]
    Law(law_command::Law),
    /// 法律文本：读成条款、逐条对照 · Texts of law: read into articles, compared
    #[command(subcommand)]
    Statute(statute_command::Command),
    /// 卷宗 · Dockets: replay, print, import, new
    #[command(subcommand)]
    Docket(docket::Docket),
    /// 审查链 · The append-only record
    #[command(subcommand)]
    Ledger(record::Ledger),
    /// 密钥 · The keys that open what is kept
    #[command(subcommand)]
    Keys(keys_command::Keys),
    /// 核验回执或通知：真实、已改动、现行、已被取代 · Whether a receipt or a notice is genuine and still stands
    Verify(verify::Verify),
    /// 见证方：成员单位运行，防止日志分叉 · A witness, run by member units, that refuses a forked log
    #[command(subcommand)]
    Witness(witness::Witness),
    #[command(flatten)]
    Record(record::Record),
    #[command(flatten)]
    Office(Box<office::Office>),
}

/// An act is decided on one thread and freed on the one that writes: that is what this allocator is
/// made for (measured in `cargo xtask bench cases`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(wrong) => return usage::tell(&wrong),
    };
    let console = Console::new(&cli.console);
    root_keys::named(cli.console.key_file);
    let outcome = match cli.command {
        Command::Days(command) => days::run(&console, command),
        Command::Law(command) => law_command::run(&console, command),
        Command::Statute(command) => statute_command::run(&console, &command),
        Command::Docket(command) => docket::run(&console, command),
        Command::Ledger(command) => record::run_ledger(&console, command),
        Command::Keys(command) => keys_command::run(&console, command),
        Command::Verify(command) => verify::run(&console, &command),
        Command::Witness(command) => witness::run(&console, command),
        Command::Record(command) => record::run(&console, command),
        Command::Office(command) => office::run(&console, *command),
    };
    match outcome.and_then(|answer| console.written().map(|()| answer)) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(error) => {
            console.fault(&error);
            ExitCode::from(2)
        }
    }
}
