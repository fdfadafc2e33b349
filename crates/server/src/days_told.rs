//! Working days in JSON, as `anshen days --json` tells them. The start day is not counted.

use calendar::{Calendar, Counted, OutOfRange, Standing};
use jiff::civil::{Date, Weekday};
use law::StartDay;
use serde_json::{Map, Value, json};

/// The N-th working day after a day.
///
/// # Errors
/// The calendar does not hold a day of the count.
pub fn add(calendar: &Calendar, from: Date, n: u32) -> Result<Value, OutOfRange> {
    let counted = calendar.nth_after(from, n)?;
    Ok(added(calendar, from, n, counted).into())
}

fn added(calendar: &Calendar, from: Date, n: u32, counted: Counted) -> Map<String, Value> {
    let due = counted.earliest();
    let told = json!({
        "from": from, "n": n, "due": due, "latest": counted.latest(),
        "weekday": weekday(due), "provisional": matches!(counted, Counted::Between { .. }),
        "start_day": StartDay::Excluded.word(),
        "papers": calendar.papers(from, counted.latest()),
    });
    let Value::Object(members) = told else {
        return Map::new();
    };
    members
}

/// Each day from the start to the end, counted or not, and why.
///
/// # Errors
/// As [`add`].
pub fn sheet(calendar: &Calendar, from: Date, n: u32) -> Result<Value, OutOfRange> {
    let sheet = calendar.sheet(from, n, StartDay::Excluded)?;
    let mut told = added(calendar, from, n, sheet.counted);
    let days = sheet.rows.iter().map(|row| {
        json!({
            "date": row.date, "weekday": weekday(row.date), "counted": row.number.is_some(),
            "number": row.number, "why": row.why(), "paper": row.kind.paper(), "entry": null,
        })
    });
    told.insert("days".to_owned(), days.collect());
    Ok(told.into())
}

/// Working days after the first day, up to and including the second. Where an unannounced year is
/// touched, `working_days` are those that count in any case.
///
/// # Errors
/// The calendar does not hold a day.
pub fn between(calendar: &Calendar, from: Date, to: Date) -> Result<Value, OutOfRange> {
    calendar.hold(from)?;
    calendar.hold(to)?;
    let fewest = calendar.latest().between(from, to);
    let mut told = json!({"from": from, "to": to, "working_days": fewest});
    if let (Some(_), Value::Object(members)) = (calendar.unannounced(from, to), &mut told) {
        let most = calendar.earliest().between(from, to);
        members.insert("most".to_owned(), most.into());
        members.insert("provisional".to_owned(), true.into());
    }
    Ok(told)
}

/// A year's days off and make-up days.
///
/// # Errors
/// The calendar does not hold the year.
pub fn year(calendar: &Calendar, year: i16) -> Result<Value, OutOfRange> {
    let told = calendar.year(year)?;
    let working_days = match told.standing {
        Standing::Announced { working_days } => Some(working_days),
        Standing::Unannounced { .. } => None,
    };
    let off: Vec<Date> = told.days_off.iter().map(|off| off.day).collect();
    let worked: Vec<Date> = told.make_up_days.iter().map(|worked| worked.day).collect();
    let papers: Vec<&str> = told.papers.iter().map(|paper| paper.number.as_str()).collect();
    let mut value = json!({
        "year": year, "announced": working_days.is_some(), "working_days": working_days,
        "days_off": off, "make_up_days": worked, "papers": papers,
    });
    if let (Standing::Unannounced { fewest, most }, Value::Object(members)) =
        (told.standing, &mut value)
    {
        let provisional = json!({"fewest_working_days": fewest, "most_working_days": most});
        members.insert("provisional".to_owned(), provisional);
    }
    Ok(value)
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}
