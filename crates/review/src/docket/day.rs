//! Days and times as a docket writes them.

use jiff::civil::{Date, Time, Weekday, date};
use law::{Language, Words};

use super::cursor::Cursor;
use super::fault::Miss;

/// The first day of the calendar: no notice before 2017 is kept.
pub const FIRST_DAY: Date = date(2017, 1, 1);

/// The last day that can stand on a page. The calendar holds five years more, so that every limit
/// begun by then ends within it.
pub const LAST_DAY: Date = date(2055, 12, 31);

/// Weekdays: English, Chinese, and Chinese as also read.
const WEEKDAYS: &[(Weekday, &str, &str, &str)] = &[
    (Weekday::Monday, "Mon", "周一", "星期一"),
    (Weekday::Tuesday, "Tue", "周二", "星期二"),
    (Weekday::Wednesday, "Wed", "周三", "星期三"),
    (Weekday::Thursday, "Thu", "周四", "星期四"),
    (Weekday::Friday, "Fri", "周五", "星期五"),
    (Weekday::Saturday, "Sat", "周六", "星期六"),
    (Weekday::Sunday, "Sun", "周日", "星期日"),
];

/// Reads a civil day, `2024-03-04`.
pub(super) fn day(cursor: &mut Cursor<'_>) -> Result<Date, Miss> {
    let mut start = *cursor;
    start.skip_gaps();
    let written = cursor.run(|c| c.is_ascii_digit() || c == '-');
    let shape: Vec<usize> = written.split('-').map(str::len).collect();
    if shape != [4, 2, 2] {
        return Err(start.miss(Words::new("日期（如 2024-03-04）", "a day, `2024-03-04`")));
    }
    let Ok(day) = written.parse::<Date>() else {
        let expected = Words::new("日历上存在的日期", "a day that exists in the calendar");
        return Err(start.miss(expected));
    };
    if day < FIRST_DAY {
        let zh = format!("{FIRST_DAY} 及以后的日期（日历自该日起）");
        let en = format!("a day from {FIRST_DAY} on, where the calendar begins");
        return Err(start.miss(Words::new(zh, en)));
    }
    if LAST_DAY < day {
        let zh = format!("{LAST_DAY} 及以前的日期（此后的工作日无从推算）");
        let en = format!("a day up to {LAST_DAY}: working days after it cannot be told");
        return Err(start.miss(Words::new(zh, en)));
    }
    Ok(day)
}

/// Reads a time of day, `16:30`, if one stands here.
pub(super) fn time(cursor: &mut Cursor<'_>) -> Result<Option<Time>, Miss> {
    let mut ahead = *cursor;
    ahead.skip_gaps();
    let start = ahead;
    if !ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Ok(None);
    }
    let written = ahead.run(|c| c.is_ascii_digit() || c == ':' || c == '：');
    let time = clock(&written.replace('：', ":"))
        .ok_or_else(|| start.miss(Words::new("时刻（如 16:30）", "a time of day, `16:30`")))?;
    *cursor = ahead;
    Ok(Some(time))
}

fn clock(written: &str) -> Option<Time> {
    let (hour, minute) = written.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A time as printed.
pub(super) fn time_words(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Reads a weekday of either language, if one stands here.
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let found = WEEKDAYS
        .iter()
        .find(|(_, en, zh, long)| [en, zh, long].into_iter().any(|word| cursor.say(word)));
    if let Some((weekday, ..)) = found {
        return Some(*weekday);
    }
    let sunday = cursor.say("周天") || cursor.say("星期天");
    sunday.then_some(Weekday::Sunday)
}

/// A weekday as printed.
pub(super) fn weekday_words(weekday: Weekday, language: Language) -> &'static str {
    let row = WEEKDAYS.iter().find(|(day, ..)| *day == weekday);
    row.map_or("", |(_, en, zh, _)| match language {
        Language::Zh => *zh,
        Language::En => *en,
    })
}
