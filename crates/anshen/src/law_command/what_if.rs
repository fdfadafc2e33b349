//! `anshen law what-if`: cases under another version, or under other readings.

mod input;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use calendar::Calendar;
use clap::{Args, ValueEnum};
use law::{Book, Positions, Regime};
use review::what_if::{Case, Outcome, Readings, Tally, what_if};
use review::{Context, Simulation};
use serde_json::json;
use server::setup;
use server::simulating::{Tried, in_folder};

use crate::console::{Answer, Console};
use crate::office;

/// Options.
#[derive(Debug, Args)]
pub struct WhatIf {
    /// 推演所用版本 · The version to be tried, a draft or any other
    pub id: String,
    /// 案件：卷宗页或其目录，或 JSON Lines 文件（每行一案），或 - · Cases: docket pages, a folder of
    /// them, a file of JSON Lines (one case a line), or -
    #[arg(long = "filings", value_name = "FILE")]
    filings: Vec<PathBuf>,
    /// 数据目录：推演其中的案件（办公室未在运行时） · A data folder: the cases on record there, while
    /// its office does not run
    #[arg(long, value_name = "DIR", requires = "by")]
    #[arg(conflicts_with_all = ["filings", "on", "with"])]
    data: Option<PathBuf>,
    /// 推演人的登录名：经办人或负责人；只及于其可阅读全部记录的案件 · Login of the officer or head who
    /// tries it: over the cases of which he may read every entry
    #[arg(long = "as", value_name = "LOGIN", requires = "data")]
    by: Option<String>,
    /// 数据目录中的哪些案件 · Which cases of the data folder
    #[arg(long, value_enum, default_value = "open", requires = "data")]
    state: State,
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

/// Which cases on record.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum State {
    /// 在办 · Open ones
    Open,
    /// 已办结 · Closed ones
    Closed,
    /// 全部 · Both
    All,
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
    if let Some((dir, login)) = command.data.as_ref().zip(command.by.as_deref()) {
        return on_record(console, (dir, login), (other, readings), command.state);
    }
    if command.filings.is_empty() {
        let zh = "没有指明要推演哪些案件：用 --filings 给出卷宗页或 JSON Lines 文件，或者用 --data 与 --as \
                  指明数据目录和推演人";
        let en = "no cases are named to be tried: give docket pages or a file of JSON Lines by \
                  --filings, or a data folder and who tries it by --data and --as";
        bail!("{}", console.pick(zh, en));
    }
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

/// The cases on record in a data folder.
fn on_record(
    console: &Console,
    (dir, login): (&Path, &str),
    (other, readings): (&Arc<Regime>, Readings),
    state: State,
) -> anyhow::Result<Answer> {
    let store = office::open_or_ask(console, dir, "POST /api/v1/law/what-if")?;
    let office = office::running_office(console, store)?;
    let as_of = office.world.today();
    let tried = Tried { law: other.clone(), readings, as_of };
    let shown = match state {
        State::Open => store::Shown::Open,
        State::Closed => store::Shown::Closed,
        State::All => store::Shown::All,
    };
    let found = in_folder(&office, login, &tried, shown);
    let found = found.map_err(|problem| {
        let why = problem.text();
        let zh = format!("“{login}”不能推演：{}", why.zh);
        let en = format!("`{login}` may not try this: {}", why.en);
        anyhow::anyhow!("{}", console.pick(&zh, &en))
    })?;
    setup::tried_on_machine(office.store(), &office.world, login, &other.id)?;
    if console.json {
        console.value(&json!({
            "simulation": true, "law": other.id, "hash": other.hash, "as_of": as_of,
            "positions": tried.readings, "tally": found.tally, "cases": found.cases,
            "unread": found.unread,
        }))?;
        return Ok(Answer::Yes);
    }
    let unread = found.unread;
    words::tell_on_record(console, other, &found.cases, &found.tally);
    if unread != 0 {
        let zh = format!("另有 {unread} 个案件未列入：{login} 不能阅读其全部记录");
        let en =
            format!("{unread} further cases are not among them: {login} may not read them whole");
        console.line(console.pick(&zh, &en));
    }
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
