//! `anshen days import`: a notice checked, and what it would change. With `--data` it is brought
//! into an office, where it governs nothing until a second person has confirmed it.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use calendar::{Calendar, Change, DayKind, Notice};
use jiff::civil::Date;
use law::Words;
use serde::Serialize;

use super::{Asked, fault, outside, words, year};
use crate::console::{Answer, Console};
use crate::office;

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
pub struct Into {
    /// The data folder.
    pub data: PathBuf,
    /// Login of the person who brings it in.
    pub by: String,
}

/// Checks a notice file, and brings it in.
pub fn run(
    console: &Console,
    asked: &Asked,
    file: &Path,
    into: Option<&Into>,
) -> anyhow::Result<Answer> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        let what = Words::new(
            format!("无法读取 `{name}`：{error}"),
            format!("cannot read `{name}`: {error}"),
        );
        fault(console, what)
    })?;
    let (after, notice) = asked
        .calendar
        .with_notice(&name, &text)
        .map_err(|refused| anyhow!("{}", console.say(&refused.words())))?;
    let changes = asked.calendar.changes(&after);
    let pending = into.map(|into| bring_in(console, into, &text)).transpose()?;
    if console.json {
        console.value(&printed(asked, &notice, &changes, pending))?;
        return Ok(Answer::Yes);
    }
    let asked_after = Asked { calendar: after.clone(), positions: asked.positions.clone() };
    let whole = after.year(notice.year).map_err(|fault| outside(console, fault))?;
    year::say(console, &asked_after, &whole);
    console.line("");
    say_changes(console, asked, &after, &changes);
    console.line("");
    console.line(match &pending {
        None => console
            .pick(
                "以上为核对结果，未写入任何日历。",
                "This was a check; no calendar has been written.",
            )
            .to_owned(),
        Some(id) => {
            let zh =
                format!("已录入（{id}），待另一人确认：POST /api/v1/calendar/notices/{id}/confirm");
            let en = format!(
                "brought in as {id}; another person confirms it by \
                 POST /api/v1/calendar/notices/{id}/confirm"
            );
            console.pick(&zh, &en).to_owned()
        }
    });
    Ok(Answer::Yes)
}

/// Keeps the notice for a second person to confirm; its id.
fn bring_in(console: &Console, into: &Into, text: &str) -> anyhow::Result<String> {
    let store = office::open(console, &into.data)?;
    let known = office::calendar(&store)?;
    known
        .with_notice("notice.toml", text)
        .map_err(|refused| anyhow!("{}", console.say(&refused.words())))?;
    let world = office::world::machine();
    Ok(server::setup::bring_notice(&store, &world, &into.by, text)?)
}

fn printed<'a>(
    asked: &Asked,
    notice: &'a Notice,
    changes: &[Change],
    pending: Option<String>,
) -> Printed<'a> {
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
