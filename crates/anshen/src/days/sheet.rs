//! `anshen days sheet`: each day of a count, and why it counts or does not.

use calendar::{Place, Row};
use jiff::civil::Date;
use serde::Serialize;

use super::count::Added;
use super::{Asked, outside, words};
use crate::console::{Answer, Console};

#[derive(Debug, Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    added: Added<'a>,
    days: Vec<Day<'a>>,
}

#[derive(Debug, Serialize)]
struct Day<'a> {
    date: Date,
    weekday: &'static str,
    counted: bool,
    number: Option<u32>,
    why: &'static str,
    paper: Option<&'a str>,
    /// The entry that stopped the count; a sheet outside a docket has none.
    entry: Option<u64>,
}

/// Prints the sheet.
pub fn run(console: &Console, asked: &Asked, from: Date, n: u32) -> anyhow::Result<Answer> {
    let sheet = asked.calendar.sheet(from, n, asked.positions.start_day);
    let sheet = sheet.map_err(|fault| outside(console, fault))?;
    let added = Added::new(asked, from, n, sheet.counted);
    if console.json {
        let days = sheet.rows.iter().map(|row| Day {
            date: row.date,
            weekday: words::weekday(row.date),
            counted: row.number.is_some(),
            number: row.number,
            why: row.why(),
            paper: row.kind.paper(),
            entry: None,
        });
        console.value(&Counted { days: days.collect(), added })?;
        return Ok(Answer::Yes);
    }
    added.say(console, asked, sheet.counted);
    if matches!(sheet.counted, calendar::Counted::Between { .. }) {
        console.line(console.pick(
            "待通知各日按最迟的算法编号",
            "days that wait for a notice are numbered as they count at the latest",
        ));
    }
    console.line("");
    let head = [
        console.pick("日期", "day"),
        "",
        console.pick("第几日", "number"),
        console.pick("说明", "why"),
    ];
    line(console, head);
    for row in &sheet.rows {
        let number = row.number.map_or_else(|| "·".to_owned(), |number| number.to_string());
        let date = row.date.to_string();
        let weekday = words::weekday_in(console, row.date);
        line(console, [&date, weekday, &number, &why(console, asked, row)]);
    }
    Ok(Answer::Yes)
}

fn line(console: &Console, [date, weekday, number, why]: [&str; 4]) {
    let date = words::left(date, 10);
    let weekday = words::left(weekday, 4);
    let number = words::right(number, 6);
    console.line(format!("  {date}  {weekday}  {number}  {why}"));
}

fn why(console: &Console, asked: &Asked, row: &Row) -> String {
    let kind = words::kind(console, &asked.calendar, row.date, &row.kind);
    match row.place {
        Place::Start => {
            let start = console.pick("起算日，不计入", "start day, not counted");
            format!("{start}{}{kind}", console.pick("；", "; "))
        }
        Place::Within => kind,
    }
}
