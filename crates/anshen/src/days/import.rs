//! `anshen days import`: a notice checked, and what it would change. With `--office` it is brought
//! into a running office, with `--data` into the folder of one that is stopped; it governs nothing
//! until a second person has confirmed it.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use calendar::{Calendar, Change, DayKind, Notice};
use jiff::civil::Date;
use law::Words;
use serde::Serialize;
use serde_json::{Value, json};

use super::moved::{self, When};
use super::{Asked, fault, outside, words, year};
use crate::console::{Answer, Console};
use crate::office;
use crate::office::running::{Running, Said};

#[derive(Debug, Serialize)]
struct Printed<'a> {
    year: i16,
    papers: Vec<Paper<'a>>,
    announced_before: bool,
    days_off: Vec<Date>,
    make_up_days: Vec<Date>,
    changes: Vec<Changed>,
    written: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    would_move: Option<Value>,
}

#[derive(Debug, Serialize)]
struct Paper<'a> {
    title: &'a str,
    number: &'a str,
    date: Date,
}

#[derive(Debug, Serialize)]
struct Changed {
    date: Date,
    weekday: &'static str,
    before: &'static str,
    after: &'static str,
}

/// Where a notice is brought in, and by whom.
pub enum Into<'a> {
    /// Nowhere: it is checked.
    Nothing,
    /// A running office, by whoever has the token.
    Running(Running<'a>),
    /// The data folder of an office that is stopped.
    Folder {
        /// The folder.
        data: PathBuf,
        /// Login of the person who brings it in.
        by: String,
    },
}

/// A notice that was brought in.
struct Pending {
    id: String,
    /// The limits that would move, where a running office told them.
    would_move: Option<Value>,
}

/// Checks a notice file, and brings it in.
pub fn run(
    console: &Console,
    asked: &Asked,
    file: &Path,
    into: &Into<'_>,
) -> anyhow::Result<Answer> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let what = Words::new(
            format!("无法读取 `{name}`（原文：{error}）"),
            format!("cannot read `{name}`: {error}"),
        );
        fault(console, what)
    })?;
    let (after, notice) = asked
        .calendar
        .with_notice(&name, &text)
        .map_err(|refused| anyhow!("{}", console.say(&refused.words())))?;
    let changes = asked.calendar.changes(&after);
    let pending = match into {
        Into::Nothing => None,
        Into::Folder { data, by } => Some(keep(console, data, by, &text)?),
        Into::Running(office) => match send(office, &text)? {
            Ok(pending) => Some(pending),
            Err(reason) => return console.refusal(&reason),
        },
    };
    if console.json {
        console.value(&printed(asked, &notice, &changes, pending))?;
        return Ok(Answer::Yes);
    }
    let asked_after =
        Asked { example: None, calendar: after.clone(), positions: asked.positions.clone() };
    let whole = after.year(notice.year).map_err(|fault| outside(console, fault))?;
    year::say(console, &asked_after, &whole);
    console.line("");
    say_changes(console, asked, &after, &changes);
    console.line("");
    say_pending(console, pending.as_ref())?;
    Ok(Answer::Yes)
}

fn say_pending(console: &Console, pending: Option<&Pending>) -> anyhow::Result<()> {
    let Some(Pending { id, would_move }) = pending else {
        console.line(console.pick(
            "以上为核对结果，未写入任何日历。",
            "This was a check; no calendar has been written.",
        ));
        return Ok(());
    };
    if let Some(would_move) = would_move {
        moved::say(console, would_move, When::Before)?;
    }
    let zh = format!("已录入（{id}），待另一人确认：anshen days confirm {id} --office URL");
    let en = format!(
        "brought in as {id}; another person confirms it: anshen days confirm {id} --office URL"
    );
    console.line(console.pick(&zh, &en));
    Ok(())
}

/// Sends the notice to a running office; why not, where it is refused.
fn send(office: &Running<'_>, text: &str) -> anyhow::Result<Result<Pending, String>> {
    let told = match office.post("/api/v1/calendar/notices", &json!({"toml": text}))? {
        Said::Done(told) => told,
        Said::Refused(reason) => return Ok(Err(reason)),
    };
    let id = told.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Ok(Pending { id, would_move: told.get("would_move").cloned() }))
}

/// Keeps the notice in the folder of an office that is stopped.
fn keep(console: &Console, data: &Path, by: &str, text: &str) -> anyhow::Result<Pending> {
    let store = office::open_for(console, data, IN_USE)?;
    let known = office::calendar(&store)?;
    known
        .with_notice("notice.toml", text)
        .map_err(|refused| anyhow!("{}", console.say(&refused.words())))?;
    let world = office::world::machine();
    let id = server::setup::bring_notice(&store, &world, by, text)?;
    Ok(Pending { id, would_move: None })
}

/// The way out where the office runs: it takes the notice itself.
const IN_USE: (&str, &str) = (
    "办公室正在运行。请改用：ANSHEN_TOKEN=… anshen days import FILE --office http://127.0.0.1:8080\
     （地址为 anshen serve 所显示者；令牌在运行中由 POST /api/v1/tokens 签发）",
    "its office is running. Use instead: ANSHEN_TOKEN=… anshen days import FILE --office \
     http://127.0.0.1:8080 (the address is the one `anshen serve` told; while it runs, \
     POST /api/v1/tokens makes a token)",
);

fn printed<'a>(
    asked: &Asked,
    notice: &'a Notice,
    changes: &[Change],
    pending: Option<Pending>,
) -> Printed<'a> {
    let (pending, would_move) = match pending {
        None => (None, None),
        Some(Pending { id, would_move }) => (Some(id), would_move),
    };
    let holidays = || notice.papers.iter().flat_map(|paper| &paper.holidays);
    let papers = notice.papers.iter().map(|paper| Paper {
        title: &paper.title,
        number: &paper.number,
        date: paper.date,
    });
    let changes = changes.iter().map(|change| Changed {
        date: change.day,
        weekday: words::weekday(change.day),
        before: change.before.why(),
        after: change.after.why(),
    });
    Printed {
        year: notice.year,
        papers: papers.collect(),
        announced_before: asked.calendar.is_announced(notice.year),
        days_off: holidays().flat_map(calendar::Arranged::days_off).collect(),
        make_up_days: holidays().flat_map(|holiday| holiday.make_up.clone()).collect(),
        changes: changes.collect(),
        written: false,
        pending,
        would_move,
    }
}

/// A year that becomes known in one line; a day of a known year in one line each.
fn say_changes(console: &Console, asked: &Asked, after: &Calendar, changes: &[Change]) {
    if changes.is_empty() {
        console.line(console.pick("与现有日历没有差别", "nothing differs from what is known"));
        return;
    }
    console.line(console.pick("与现有日历的差别：", "what differs from what is known:"));
    let waited = |change: &&Change| matches!(change.before, DayKind::Provisional { .. });
    let new = changes.iter().filter(waited).count();
    if 0 < new {
        let words = Words::new(
            format!("  {new} 天由暂定变为确定（放假或调休上班），其余日子按周计"),
            format!("  {new} days become firm (off, or worked); the others follow the week"),
        );
        console.line(console.say(&words));
    }
    for change in changes.iter().filter(|change| !waited(change)) {
        let day = words::dated(console, change.day);
        let before = words::kind(console, &asked.calendar, change.day, &change.before);
        let after = words::kind(console, after, change.day, &change.after);
        console.line(format!("  {day}  {before} → {after}"));
    }
}
