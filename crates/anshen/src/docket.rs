//! `anshen docket`: pages of the record replayed, checked, completed, turned into the other
//! language.

pub mod computation;
mod explain;
mod files;
mod import;
mod instead;
mod new;
mod print;
mod replay;
mod show;

use clap::Subcommand;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Docket {
    /// 重演卷宗页 · Carries out the scenarios of docket pages
    Replay(replay::Replay),
    /// 期限和不予受理的行为各据何理，可存为计算凭据 · Why each limit ends when it does and each act is
    /// refused; can be kept as a receipt of the computation
    Explain(explain::Explain),
    /// 换一种语言打印，正文与版式不变 · Prints a page in zh or en; prose and layout stay
    Print(print::Print),
    /// 打印一页可据以续写的卷宗 · Prints a page to begin with
    New(new::New),
    /// 将进行中的纸质案卷录入数据目录 · Takes a running paper case into a data folder
    Import(import::Import),
}

/// Runs one.
pub fn run(console: &Console, command: Docket) -> anyhow::Result<Answer> {
    match command {
        Docket::Replay(command) => replay::run(console, &command),
        Docket::Explain(command) => explain::run(console, &command),
        Docket::Print(command) => print::run(console, &command),
        Docket::New(command) => new::run(console, &command),
        Docket::Import(command) => import::run(console, &command),
    }
}
