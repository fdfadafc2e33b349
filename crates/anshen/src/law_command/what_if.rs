//! `anshen law what-if`: cases under another version, or under other readings.

mod input;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use calendar::Calendar;
use clap::Args;
use law::{Book, Positions, Regime};
use review::what_if::{Case, Outcome, Readings, Tally, what_if};
use review::{Context, Simulation};
use serde_json::json;

use crate::console::{Answer, Console};

/// Options.
#[derive(Debug, Args)]
pub struct WhatIf {
    /// 推演所用版本 · The version to be tried, a draft or any other
    pub id: String,
    /// 案件：卷宗页或其目录，或 JSON Lines 文件（每行一案），或 - · Cases: docket pages, a folder of
    /// them, a file of JSON Lines (one case a line), or -
    #[arg(long = "filings", required = true, value_name = "FILE")]
    filings: Vec<PathBuf>,
    /// 另取此口径 · Takes this reading instead
    #[arg(long = "position", value_name = "NAME=VALUE")]
    positions: Vec<String>,
    /// 以此日为准 · Looks at every case as of this day
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// 加上此版本文件 · Takes in a law file that is not built in
    #[arg(long, value_name = "FILE")]
    with: Option<PathBuf>,
}

impl WhatIf {
    /// The versions to choose from: those built in, and the file given.
    pub fn book(&self, console: &Console, book: &Book) -> anyhow::Result<Book> {
        let Some(path) = &self.with else {
            return Ok(book.clone());
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} `{name}`", console.pick("打不开", "cannot open")))?;
        book.with_file(&name, &text)
            .map_err(|fault| anyhow::anyhow!("{}", console.say(&fault.words())))
    }
}

/// Runs every case under both versions. The answer is marked as a simulation and nothing can be
/// issued from it.
pub fn run(
    console: &Console,
    book: &Book,
    other: &Arc<Regime>,
    command: &WhatIf,
) -> anyhow::Result<Answer> {
    let readings = readings(console, &command.positions)?;
    let mut cases = input::read(console, book, &command.filings)?;
    if let Some(on) = &command.on {
        let day = super::governs::day(console, on)?;
        cases.iter_mut().for_each(|case| case.as_of = day);
    }
    let calendar = Calendar::built_in();
    let today = Context::new(book, &calendar);
    let mut tally = Tally::default();
    let mut outcomes: Vec<Simulation<Outcome>> = Vec::new();
    for case in &cases {
        let outcome = look(&today, (book, &calendar), case, other, &readings);
        tally.add(outcome.get());
        if outcome.get().differs() {
            outcomes.push(outcome);
        }
    }
    if console.json {
        console.value(&json!({
            "simulation": true, "law": other.id, "hash": other.hash,
            "positions": readings, "tally": tally, "cases": outcomes,
        }))?;
        return Ok(Answer::Yes);
    }
    words::tell(console, other, &outcomes, &tally);
    Ok(Answer::Yes)
}

fn look(
    today: &Context,
    (book, calendar): (&Book, &Calendar),
    case: &Case,
    other: &Regime,
    readings: &Readings,
) -> Simulation<Outcome> {
    match case.known_on {
        None => what_if(today, case, other, readings),
        Some(day) => {
            let known = Context::new(book, &calendar.known_on(day));
            what_if(&known, case, other, readings)
        }
    }
}

fn readings(console: &Console, written: &[String]) -> anyhow::Result<Readings> {
    let mut tried = Positions::RECOMMENDED;
    let mut readings = Readings::new();
    for reading in written {
        let Some((name, value)) = reading.split_once('=') else {
            let zh = "--position 应写作 名称=取值";
            bail!("{}: `{reading}`", console.pick(zh, "--position takes name=value"));
        };
        if let Err(unknown) = tried.take(name, value) {
            bail!("{}: {unknown}", console.pick("解释口径有误", "no such reading"));
        }
        readings.push((name.to_owned(), value.to_owned()));
    }
    Ok(readings)
}
