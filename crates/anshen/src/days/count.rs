//! `anshen days add` and `anshen days between`.

use calendar::Counted;
use jiff::civil::Date;
use law::{StartDay, Words};
use serde::Serialize;

use super::{Asked, fault, outside, words};
use crate::console::{Answer, Console};

/// A count as JSON; `days sheet` adds its days.
#[derive(Debug, Serialize)]
pub struct Added<'a> {
    from: Date,
    n: u32,
    due: Date,
    latest: Date,
    weekday: &'static str,
    provisional: bool,
    start_day: &'static str,
    papers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'a str>,
}

impl<'a> Added<'a> {
    /// The count of so many working days with the end it has.
    pub fn new(asked: &'a Asked, from: Date, n: u32, counted: Counted) -> Added<'a> {
        let start = asked.positions.start_day;
        let base = asked.calendar.count_from(from, start).unwrap_or(from);
        Added {
            from,
            n,
            due: counted.earliest(),
            latest: counted.latest(),
            weekday: words::weekday(counted.earliest()),
            provisional: matches!(counted, Counted::Between { .. }),
            start_day: start.word(),
            papers: asked.calendar.papers(base, counted.latest()),
            calendar: asked.example_id(),
        }
    }

    /// The count in words, two lines.
    pub fn say(&self, console: &Console, asked: &Asked, counted: Counted) {
        let (from, n) = (words::dated(console, self.from), self.n);
        let end = words::counted(console, counted);
        let said = match asked.positions.start_day {
            StartDay::Excluded => Words::new(
                format!("{from}之后第 {n} 个工作日：{end}"),
                format!("{} {} after {from}: {end}", n, working_days(n)),
            ),
            StartDay::Counted => Words::new(
                format!("自 {from}起（当日计入）第 {n} 个工作日：{end}"),
                format!("{} {} from {from} on, that day counted: {end}", n, working_days(n)),
            ),
        };
        console.line(console.say(&said));
        asked.say_example(console);
        if !self.papers.is_empty() {
            let papers = words::papers(console, &asked.calendar, &self.papers);
            console.line(format!("{}{papers}", console.pick("依据：", "by ")));
        }
    }
}

/// The n-th working day after a day.
pub fn add(console: &Console, asked: &Asked, from: Date, n: u32) -> anyhow::Result<Answer> {
    let counted = asked.calendar.nth_from(from, n, asked.positions.start_day);
    let counted = counted.map_err(|fault| outside(console, fault))?;
    let added = Added::new(asked, from, n, counted);
    if console.json {
        console.value(&added)?;
    } else {
        added.say(console, asked, counted);
    }
    Ok(Answer::Yes)
}

/// Working days between two days as JSON. Where an unannounced year is touched, `working_days` are
/// those that count in any case.
#[derive(Debug, Serialize)]
struct Between<'a> {
    from: Date,
    to: Date,
    working_days: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'a str>,
}

/// Working days after one day, up to and including another.
pub fn between(console: &Console, asked: &Asked, from: Date, to: Date) -> anyhow::Result<Answer> {
    let calendar = &asked.calendar;
    for day in [from, to] {
        calendar.hold(day).map_err(|fault| outside(console, fault))?;
    }
    if to < from {
        let what = Words::new(
            format!("{to} 早于 {from}；后一日应不早于前一日"),
            format!("{to} is before {from}; the second day may not be before the first"),
        );
        return Err(fault(console, what));
    }
    let base = calendar.count_from(from, asked.positions.start_day);
    let base = base.map_err(|fault| outside(console, fault))?;
    let fewest = calendar.latest().between(base, to);
    let most = calendar.earliest().between(base, to);
    let waits = calendar.unannounced(base, to);
    if console.json {
        console.value(&Between {
            from,
            to,
            working_days: fewest,
            most: waits.map(|_| most),
            provisional: waits.map(|_| true),
            calendar: asked.example_id(),
        })?;
        return Ok(Answer::Yes);
    }
    let (from, to) = (words::dated(console, from), words::dated(console, to));
    let said = match waits {
        None => Words::new(
            format!("{from}之后至 {to}：{fewest} 个工作日"),
            format!("after {from} up to {to}: {fewest} {}", working_days(fewest)),
        ),
        Some(year) => Words::new(
            format!(
                "{from}之后至 {to}：{fewest} 至 {most} 个工作日，暂定：{year} 年的放假通知尚未发布"
            ),
            format!(
                "after {from} up to {to}: {fewest} to {most} working days, provisional: \
                 no notice is out for {year}"
            ),
        ),
    };
    console.line(console.say(&said));
    asked.say_example(console);
    Ok(Answer::Yes)
}

fn working_days(n: u32) -> &'static str {
    match n {
        1 => "working day",
        _ => "working days",
    }
}
