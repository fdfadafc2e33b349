//! How days are written on the terminal.

use calendar::{Calendar, Counted, DayKind};
use jiff::civil::{Date, Weekday};
use law::Words;

use crate::console::Console;

/// `Mon`, as in JSON.
pub fn weekday(day: Date) -> &'static str {
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

/// `周一` or `Mon`.
pub fn weekday_in(console: &Console, day: Date) -> &'static str {
    let zh = match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    };
    console.pick(zh, weekday(day))
}

/// `2024-03-18（周一）` or `2024-03-18 Mon`.
pub fn dated(console: &Console, day: Date) -> String {
    let weekday = weekday_in(console, day);
    match console.language {
        law::Language::Zh => format!("{day}（{weekday}）"),
        law::Language::En => format!("{day} {weekday}"),
    }
}

/// The day or the range a count ends on.
pub fn counted(console: &Console, counted: Counted) -> String {
    match counted {
        Counted::On(day) => dated(console, day),
        Counted::Between { earliest, latest, year } => {
            let (earliest, latest) = (dated(console, earliest), dated(console, latest));
            let words = Words::new(
                format!("{earliest}至 {latest}，暂定：{year} 年的放假通知尚未发布"),
                format!("{earliest} to {latest}, provisional: no notice is out for {year}"),
            );
            console.say(&words).to_owned()
        }
    }
}

/// What a day is, with its paper.
pub fn kind(console: &Console, calendar: &Calendar, day: Date, kind: &DayKind) -> String {
    let words = match kind {
        DayKind::Working => Words::new("工作日", "working day"),
        DayKind::Weekend | DayKind::Outside => Words::new("周末", "weekend"),
        DayKind::Holiday { name, paper } => Words::new(
            format!("放假（{}，{}）", name.zh, paper.number),
            format!("off: {} ({})", name.en, paper.number),
        ),
        DayKind::MakeUp { name, paper } => Words::new(
            format!("调休上班（{}，{}）", name.zh, paper.number),
            format!("make-up working day: {} ({})", name.en, paper.number),
        ),
        DayKind::RestDay => Words::new("休息日（按所取解释口径）", "off by the reading taken"),
        DayKind::Provisional { year } => match calendar.holiday(day) {
            Some(name) => Words::new(
                format!("法定节假日（{}）", name.zh),
                format!("statutory holiday: {}", name.en),
            ),
            None => {
                Words::new(format!("待 {year} 年通知"), format!("waits for the notice of {year}"))
            }
        },
    };
    console.say(&words).to_owned()
}

/// Columns a text takes on a terminal: two for a Chinese character.
pub fn width(text: &str) -> usize {
    let wide = |c: &char| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
    };
    text.chars().count() + text.chars().filter(wide).count()
}

/// The text, filled with blanks on its right to so many columns.
pub fn left(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The text, filled with blanks on its left to so many columns.
pub fn right(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(blanks))
}

/// The numbers of papers as a list; one not seen in print says so.
pub fn papers(console: &Console, calendar: &Calendar, numbers: &[&str]) -> String {
    let mark = |number: &&str| {
        let mut known = calendar.all_papers();
        let unverified = known.any(|paper| paper.number == **number && !paper.number_verified);
        match unverified {
            true => format!("{number}{}", console.pick("（文号未核实）", " (number unverified)")),
            false => (*number).to_owned(),
        }
    };
    let marked: Vec<String> = numbers.iter().map(mark).collect();
    marked.join(console.pick("、", ", "))
}
