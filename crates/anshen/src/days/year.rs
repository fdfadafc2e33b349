//! `anshen days year`.

use std::collections::BTreeMap;

use calendar::{Named, Standing, Year};
use jiff::civil::Date;
use law::Words;
use serde::Serialize;

use super::{Asked, outside, words};
use crate::console::{Answer, Console};

#[derive(Debug, Serialize)]
struct Printed<'a> {
    year: i16,
    announced: bool,
    /// Null while the notice is not out.
    working_days: Option<u32>,
    days_off: Vec<Date>,
    make_up_days: Vec<Date>,
    papers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provisional: Option<Provisional>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'a str>,
}

/// What can be said of a year whose notice is not out; `days_off` are then the statutory days.
#[derive(Debug, Serialize)]
struct Provisional {
    from: Date,
    fewest_working_days: u32,
    most_working_days: u32,
}

/// Prints a year.
pub fn run(console: &Console, asked: &Asked, year: i16) -> anyhow::Result<Answer> {
    let calendar = &asked.calendar;
    let year = calendar.year(year).map_err(|fault| outside(console, fault))?;
    if console.json {
        let (working_days, provisional) = match year.standing {
            Standing::Announced { working_days } => (Some(working_days), None),
            Standing::Unannounced { fewest, most } => {
                let provisional = Provisional {
                    from: Date::constant(year.year - 1, 12, 29).max(calendar.first_day()),
                    fewest_working_days: fewest,
                    most_working_days: most,
                };
                (None, Some(provisional))
            }
        };
        console.value(&Printed {
            year: year.year,
            announced: working_days.is_some(),
            working_days,
            days_off: year.days_off.iter().map(|off| off.day).collect(),
            make_up_days: year.make_up_days.iter().map(|worked| worked.day).collect(),
            papers: year.papers.iter().map(|paper| paper.number.as_str()).collect(),
            provisional,
            calendar: asked.example_id(),
        })?;
    } else {
        say(console, asked, &year);
    }
    Ok(Answer::Yes)
}

/// A year in words: its papers, then each holiday on a line.
pub fn say(console: &Console, asked: &Asked, year: &Year) {
    let y = year.year;
    let head = match year.standing {
        Standing::Announced { working_days } => Words::new(
            format!("{y} 年：{working_days} 个工作日"),
            format!("{y}: {working_days} working days"),
        ),
        Standing::Unannounced { fewest, most } => Words::new(
            format!(
                "{y} 年：放假通知尚未发布，暂定 {fewest} 至 {most} 个工作日；以下仅为法定节假日"
            ),
            format!(
                "{y}: no notice is out; provisionally {fewest} to {most} working days; \
                 below, the statutory days"
            ),
        ),
    };
    console.line(console.say(&head));
    asked.say_example(console);
    for paper in &year.papers {
        let number = words::papers(console, &asked.calendar, &[&paper.number]);
        let dated = paper.date;
        console.line(format!("  {number}  {dated}  {}", paper.title));
    }
    let rows = [
        (console.pick("放假", "off"), &year.days_off),
        (console.pick("调休上班", "make-up working days"), &year.make_up_days),
    ];
    for (head, days) in rows.into_iter().filter(|(_, days)| !days.is_empty()) {
        console.line("");
        console.line(format!("{head}{}{}", console.pick("：", ": "), days.len()));
        holidays(console, days);
    }
}

/// The days of each holiday on a line, stretches as their ends.
pub fn holidays(console: &Console, days: &[Named]) {
    let mut order: Vec<&str> = Vec::new();
    let mut by_name: BTreeMap<&str, Vec<Date>> = BTreeMap::new();
    for named in days {
        let name = console.say(&named.name);
        if !order.contains(&name) {
            order.push(name);
        }
        by_name.entry(name).or_default().push(named.day);
    }
    let columns = order.iter().map(|name| words::width(name)).max().unwrap_or_default();
    for name in order {
        let days = by_name.remove(name).unwrap_or_default();
        let days: Vec<String> =
            stretches(&days).iter().map(|ends| stretch(console, *ends)).collect();
        let days = days.join(console.pick("、", ", "));
        console.line(format!("  {}  {days}", words::left(name, columns)));
    }
}

fn stretches(days: &[Date]) -> Vec<(Date, Date)> {
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for day in days {
        match stretches.last_mut() {
            Some((_, last)) if last.tomorrow().ok() == Some(*day) => *last = *day,
            Some(_) | None => stretches.push((*day, *day)),
        }
    }
    stretches
}

fn stretch(console: &Console, (first, last): (Date, Date)) -> String {
    let (from, to) = (words::dated(console, first), words::dated(console, last));
    match first == last {
        true => from,
        false => format!("{from}{}{to}", console.pick("至 ", " to ")),
    }
}
