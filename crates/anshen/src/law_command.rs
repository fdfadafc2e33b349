//! `anshen law`: which versions there are, what each says, and which governs a day.

mod check;
mod coverage;
mod diff;
mod export;
mod governs;
mod show;
mod what_if;

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
    /// 供签署的规则单 · The sheet a lawyer signs (Markdown, both languages)
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
    /// 两个版本的规则有何不同，各附条文 · How the rules of two versions differ, both articles beside
    Diff {
        /// 先前的版本 · The version compared from
        from: String,
        /// 之后的版本 · The version compared to
        to: String,
    },
    /// 每条规定由什么落实；状态 1：有规定未落实 · What carries each provision; exit status 1: one is
    /// carried by nothing
    Coverage {
        /// 版本代号；不写则为全部 · Its id; without one, all versions
        id: Option<String>,
    },
    /// 程序图：BPMN 2.0 或 SVG · The procedure as a diagram, BPMN 2.0 or SVG
    Export {
        /// 格式 · Which format
        #[arg(value_enum)]
        format: export::Format,
        /// 版本代号 · Its id, such as measures-2022
        id: String,
    },
    /// 推演：案件若适用另一版本或另一口径会怎样 · What-if: cases under another version or other readings
    WhatIf(what_if::WhatIf),
}

/// Runs one.
pub fn run(console: &Console, command: Law) -> anyhow::Result<Answer> {
    let book = Book::built_in();
    match command {
        Law::List => list(console, &book),
        Law::Show { id } => show::run(console, &book, find(console, &book, &id)?),
        Law::Sheet { id } => sheet(console, find(console, &book, &id)?),
        Law::Governs { date } => governs::run(console, &book, &date),
        Law::Check { text, id } => {
            if let Some(id) = &id {
                ours(console, &book, id)?;
            }
            check::run(console, &book, &text, id.as_deref())
        }
        Law::Diff { from, to } => {
            diff::run(console, ours(console, &book, &from)?, ours(console, &book, &to)?)
        }
        Law::Coverage { id: Some(id) } => {
            coverage::run(console, &[find(console, &book, &id)?.clone()])
        }
        Law::Coverage { id: None } => {
            coverage::run(console, &book.all().chain(book.examples()).cloned().collect::<Vec<_>>())
        }
        Law::Export { format, id } => {
            export::run(console, &book, ours(console, &book, &id)?, format)
        }
        Law::WhatIf(command) => {
            let book = command.book(console, &book)?;
            let other = ours(console, &book, &command.id)?.clone();
            what_if::run(console, &book, &other, &command)
        }
    }
}

/// A version of the Measures of an id; an example is told that it is none.
fn ours<'book>(
    console: &Console,
    book: &'book Book,
    id: &str,
) -> anyhow::Result<&'book Arc<Regime>> {
    if book.example(id).is_some() {
        let words = Words::new(
            format!(
                "`{id}` 是另一法域的示例，不是办法的版本：可以列出、显示、重演，不能核对、比较、推演或者画图"
            ),
            format!(
                "`{id}` is an example of another regime and no version of the Measures: it can be \
                 listed, shown and replayed, not checked, compared, used for a what-if or drawn"
            ),
        );
        bail!("{}", console.say(&words));
    }
    find(console, book, id)
}

/// The version of an id, or the nearest named.
fn find<'book>(
    console: &Console,
    book: &'book Book,
    id: &str,
) -> anyhow::Result<&'book Arc<Regime>> {
    if let Some(regime) = book.find(id).or_else(|| book.example(id)) {
        return Ok(regime);
    }
    let all = book.all().chain(book.examples());
    let ids: Vec<&str> = all.map(|regime| regime.id.as_str()).collect();
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
    let listed = book.all().chain(book.examples()).map(|regime| Listed {
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
    for regime in book.all().chain(book.examples()) {
        let status = regime.status.words();
        let title = console.say(&regime.title);
        let mut line = format!("{:14}  {}  {title}", regime.id.as_str(), console.say(&status));
        if let Some(from) = regime.in_force {
            let until = regime.until.map(|day| day.to_string()).unwrap_or_default();
            let span = console.pick("施行", "in force");
            line.push_str(&format!("  {span} {from} – {until}"));
        }
        if let Some(example) = &regime.example {
            let calendar = console.pick("日历", "calendar");
            line.push_str(&format!("  {calendar} {}", example.calendar));
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
