//! `anshen law`: which versions there are, what each says, and which governs a day.

mod check;
mod governs;
mod show;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::Subcommand;
use law::{Book, Regime, Words};
use serde::Serialize;

use crate::console::{Answer, Console};

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Law {
    /// 列出各版本 · The versions, in the order of their dates
    List,
    /// 显示一个版本 · One version: identity, steps, limits and articles, members, positions
    Show {
        /// 版本代号 · Its id, such as measures-2022
        id: String,
    },
    /// 供签署的清单 · The sheet a lawyer signs (Markdown, both languages)
    Sheet {
        /// 版本代号 · Its id, such as measures-2022
        id: String,
    },
    /// 某日适用哪一版本 · Which version governs a day, and why
    Governs {
        /// 日期 · A civil day in Beijing, such as 2022-02-15
        date: String,
    },
    /// 与官方文本核对 · A law file held against its official text; what differs, with both places
    Check {
        /// 文本：与 statute parse 可读的相同 · The text: whatever `statute parse` reads
        #[arg(long, value_name = "FILE")]
        text: PathBuf,
        /// 版本代号；不写则按名称、令号和日期判断 · Its id; else by name, number and days of the text
        id: Option<String>,
    },
}

/// Runs one.
pub fn run(console: &Console, command: Law) -> anyhow::Result<Answer> {
    let book = Book::built_in();
    match command {
        Law::List => list(console, &book),
        Law::Show { id } => show::run(console, &book, find(console, &book, &id)?),
        Law::Sheet { id } => sheet(console, find(console, &book, &id)?),
        Law::Governs { date } => governs::run(console, &book, &date),
        Law::Check { text, id } => check::run(console, &book, &text, id.as_deref()),
    }
}

/// The version of an id, or the nearest named.
fn find<'book>(
    console: &Console,
    book: &'book Book,
    id: &str,
) -> anyhow::Result<&'book Arc<Regime>> {
    if let Some(regime) = book.find(id) {
        return Ok(regime);
    }
    let ids: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let ids = ids.join(", ");
    let mut words = Words::new(
        format!("没有版本 `{id}`；有：{ids}"),
        format!("there is no version `{id}`; there are {ids}"),
    );
    if let Some(near) = book.nearest(id) {
        words.zh.push_str(&format!("；是否想写 `{near}`"));
        words.en.push_str(&format!("; did you mean `{near}`"));
    }
    bail!("{}", console.say(&words))
}

/// A version in the list.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    id: &'a str,
    status: &'static str,
    in_force: Option<jiff::civil::Date>,
    until: Option<jiff::civil::Date>,
    title: &'a Words,
}

fn list(console: &Console, book: &Book) -> anyhow::Result<Answer> {
    let listed = book.all().map(|regime| Listed {
        id: regime.id.as_str(),
        status: regime.status.word(),
        in_force: regime.in_force,
        until: regime.until,
        title: &regime.title,
    });
    if console.json {
        console.value(&listed.collect::<Vec<_>>())?;
        return Ok(Answer::Yes);
    }
    for regime in book.all() {
        let status = regime.status.words();
        let title = console.say(&regime.title);
        let mut line = format!("{:14}  {}  {title}", regime.id.as_str(), console.say(&status));
        if let Some(from) = regime.in_force {
            let until = regime.until.map(|day| day.to_string()).unwrap_or_default();
            let span = console.pick("施行", "in force");
            line.push_str(&format!("  {span} {from} – {until}"));
        }
        if !regime.unverified.is_empty() {
            let mark = console.pick("（部分条文未核实）", " (some articles unverified)");
            line.push_str(mark);
        }
        console.line(line.trim_end());
    }
    Ok(Answer::Yes)
}

fn sheet(console: &Console, regime: &Regime) -> anyhow::Result<Answer> {
    let sheet = law::sheet(regime);
    if console.json {
        console.value(&serde_json::json!({
            "law": regime.id,
            "hash": regime.hash,
            "sheet": sheet,
        }))?;
    } else {
        console.line(sheet.trim_end());
    }
    Ok(Answer::Yes)
}
