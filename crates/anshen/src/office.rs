//! `anshen init`, `serve`, `user`, `token`, `demo`.

mod demo;
mod init;
mod keys;
pub mod log_key;
pub mod offer;
mod outside;
pub mod running;
pub mod serve;
mod stamps;
mod token;
mod user;
pub mod world;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use calendar::Calendar;
use clap::{Args, Subcommand};
use law::Book;
use review::Context;
use seal::KeyRing;
use store::{Options, Reader, Store};

use crate::console::{Answer, Console};
use crate::root_keys;

/// The data folder.
#[derive(Debug, Args)]
pub struct Folder {
    /// 数据目录 · The data folder
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Office {
    /// 设立办公室与首位管理员，得到一次性链接 · Found an office and its first administrator; prints a one-time link
    Init(init::Init),
    /// 运行 · Run an office
    Serve(serve::Serve),
    /// 演示：有用户、有案件、可拨动日期的办公室 · A running office with users, cases and a date that can be moved
    Demo(demo::Demo),
    /// 账户 · Accounts and roles
    #[command(subcommand)]
    User(user::User),
    /// 令牌 · Tokens for programs
    #[command(subcommand)]
    Token(token::Token),
}

/// Runs one.
pub fn run(console: &Console, command: Office) -> anyhow::Result<Answer> {
    match command {
        Office::Init(command) => init::run(console, &command),
        Office::Serve(command) => serve::run(console, &command),
        Office::Demo(command) => demo::run(console, &command),
        Office::User(command) => user::run(console, command),
        Office::Token(command) => token::run(console, command),
    }
}

/// How a data folder is opened.
pub fn options(keys: Arc<KeyRing>) -> Options {
    Options { random: world::random(), readers: 4, keys }
}

/// How an existing data folder is opened; where there is none, that is what is told.
pub fn options_of(console: &Console, dir: &Path) -> anyhow::Result<Options> {
    if root_keys::at_hand(console, dir)?.is_none() {
        Reader::open(dir, 1, None).map_err(|error| explain(console, dir, error))?;
    }
    Ok(options(root_keys::needed(console, dir)?))
}

/// Opens the data folder to write, or says what to do.
pub fn open(console: &Console, dir: &Path) -> anyhow::Result<Store> {
    let options = options_of(console, dir)?;
    Store::open(dir, options).map_err(|error| explain(console, dir, error))
}

/// Opens the data folder to write; `None` where a running office has it.
pub fn open_if_free(console: &Console, dir: &Path) -> anyhow::Result<Option<Store>> {
    match Store::open(dir, options_of(console, dir)?) {
        Ok(store) => Ok(Some(store)),
        Err(store::Error::InUse(_)) => Ok(None),
        Err(error) => Err(explain(console, dir, error)),
    }
}

/// The same for what is kept beside the record and changed by a running office alone while it runs.
pub fn open_or_ask(console: &Console, dir: &Path, route: &str) -> anyhow::Result<Store> {
    let zh = format!(
        "办公室正在运行。请先停止 anshen serve，或由有权者登录后办理：{route}（地址为 anshen serve 所显示者）"
    );
    let en = format!(
        "its office is running. Stop `anshen serve` first, or have it done by somebody who is \
         signed in there and may: {route} (the address is the one `anshen serve` told)"
    );
    open_for(console, dir, (&zh, &en))
}

/// The same, with words of a command's own for a folder in use by a running office.
pub fn open_for(console: &Console, dir: &Path, in_use: (&str, &str)) -> anyhow::Result<Store> {
    Store::open(dir, options_of(console, dir)?).map_err(|error| {
        if !matches!(error, store::Error::InUse(_)) {
            return explain(console, dir, error);
        }
        let (shown, (zh, en)) = (dir.display(), in_use);
        let (zh, en) = (format!("`{shown}`：{zh}"), format!("`{shown}`: {en}"));
        anyhow!("{}", console.pick(&zh, &en))
    })
}

/// An office over a store, to be asked in this process.
pub fn running_office(console: &Console, store: Store) -> anyhow::Result<server::Office> {
    let log = log_key::open(console, &store, &log_key::LogOptions::default())?;
    keys::equipped(serve::office(store, world::machine(), server::Transport::Plain)?, log)
}

/// The calendar of an office: what is built in, and every notice that was confirmed there.
pub fn calendar(store: &Store) -> anyhow::Result<Calendar> {
    Ok(server::setup::calendar(store, Calendar::built_in())?)
}

/// Laws and calendar of an office.
pub fn context(store: &Store) -> anyhow::Result<Context> {
    Ok(Context::new(&Book::built_in(), &calendar(store)?))
}

/// What a person can do about a folder that does not open.
fn explain(console: &Console, dir: &Path, error: store::Error) -> anyhow::Error {
    let shown = dir.display();
    let (zh, en) = if matches!(error, store::Error::NoFolder(_)) {
        (
            format!("`{shown}` 中没有办公室。先运行：anshen init --data {shown}"),
            format!("there is no office in `{shown}`. First: anshen init --data {shown}"),
        )
    } else if matches!(error, store::Error::InUse(_)) {
        (
            format!("`{shown}` 正由另一进程使用：请先停止 anshen serve，或改用其 API"),
            format!("`{shown}` is in use: stop `anshen serve` first, or use its API"),
        )
    } else {
        return error.into();
    };
    anyhow!("{}", console.pick(&zh, &en))
}
