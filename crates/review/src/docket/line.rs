//! A docket line: `DATE[ TIME]  ACTOR  ACT  [-> CONSEQUENCES]`.

use jiff::civil::{Date, Time};
use law::{Language, Words};

use super::consequence::Consequence;
use super::cursor::Cursor;
use super::fault::{Fault, Miss};
use super::{day, form, read_told, words};
use crate::{Act, Actor, Command};

/// A line that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Line of the page, counted from 1.
    pub number: usize,
    /// The civil day in Beijing on which it was recorded.
    pub date: Date,
    /// The time, where the line says it.
    pub time: Option<Time>,
    /// Who does what.
    pub command: Command,
    /// What is written right of the arrow.
    pub written: Option<Written>,
    /// In which language the actor is written.
    pub language: Language,
    /// The line as it stands up to the arrow, gaps included.
    pub left: String,
}

/// What is written right of the arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// As it stands, without gaps around it.
    pub text: String,
    /// As it is read.
    pub consequences: Vec<Consequence>,
    /// The arrow as it stands, `->` or `→`.
    pub arrow: &'static str,
}

/// Reads one line of a docket block.
///
/// # Errors
/// Where it cannot be read: the column, and what was expected there.
pub fn read_line(text: &str, number: usize) -> Result<Line, Fault> {
    read(text, number).map_err(|miss| miss.on(number))
}

fn read(text: &str, number: usize) -> Result<Line, Miss> {
    let controls = |c: char| c.is_control() && c != '\t';
    if let Some(at) = text.chars().position(controls) {
        let mut cursor = Cursor::new(text, 1);
        while cursor.column() <= at {
            cursor.next();
        }
        let code = cursor.peek().map_or(0, u32::from);
        let zh = format!("可见文字，而不是控制字符 U+{code:04X}");
        let en = format!("visible text, not the control character U+{code:04X}");
        let column = cursor.column();
        return Err(Miss { column, expected: Words::new(zh, en), found: String::new() });
    }
    let (left, right) = part(text);
    let mut cursor = Cursor::new(left, 1);
    let date = day::day(&mut cursor)?;
    let mut ahead = cursor;
    let mut time = None;
    if gap(&mut ahead) == Gap::Narrow {
        time = day::time(&mut cursor)?;
    }
    wide_gap(&mut cursor)?;
    let (actor, language) = words::actor(&mut cursor)?;
    wide_gap(&mut cursor)?;
    let (act, dated) = form::read(cursor)?;
    let written = match right {
        Some((arrow, after)) => Some(Written {
            text: after.rest().trim().to_owned(),
            consequences: read_told::read(after)?,
            arrow,
        }),
        None => None,
    };
    let command = Command { actor, act, dated };
    Ok(Line { number, date, time, command, written, language, left: left.to_owned() })
}

/// Parts a line at its arrow, which does not stand in a quotation.
fn part(text: &str) -> (&str, Option<(&'static str, Cursor<'_>)>) {
    let mut close: Option<char> = None;
    let mut column = 0_usize;
    for (at, c) in text.char_indices() {
        column = column.saturating_add(1);
        if close.is_some() {
            close = close.filter(|close| *close != c);
            continue;
        }
        close = super::cursor::closing(c);
        let Some((left, rest)) = text.split_at_checked(at) else {
            continue;
        };
        for arrow in ["->", "→"] {
            if let Some(after) = rest.strip_prefix(arrow) {
                let begin = column.saturating_add(arrow.chars().count());
                return (left, Some((arrow, Cursor::new(after, begin))));
            }
        }
    }
    (text, None)
}

/// How far apart two parts of a line stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Not at all.
    None,
    /// One space.
    Narrow,
    /// Two spaces, a tab or a full-width space, or more.
    Wide,
}

fn gap(cursor: &mut Cursor<'_>) -> Gap {
    let mut gap = Gap::None;
    while let Some(c) = cursor.peek().filter(|c| c.is_whitespace()) {
        gap = match (gap, c) {
            (Gap::None, ' ') => Gap::Narrow,
            (Gap::None | Gap::Narrow | Gap::Wide, _) => Gap::Wide,
        };
        cursor.next();
    }
    gap
}

fn wide_gap(cursor: &mut Cursor<'_>) -> Result<(), Miss> {
    let start = *cursor;
    if gap(cursor) == Gap::Wide && !cursor.rest().is_empty() {
        return Ok(());
    }
    let zh = "“日期  行为人  行为”，三者之间至少空两格";
    let en = "`DATE  ACTOR  ACT`, parts two or more spaces apart";
    Err(start.miss(Words::new(zh, en)))
}

/// Who acts and what, as printed: the day and time, the actor, the act.
pub fn print_parts(
    date: Date,
    time: Option<Time>,
    command: &Command,
    language: Language,
) -> [String; 3] {
    let time = time.map_or(String::new(), |time| format!(" {}", day::time_words(time)));
    let mut act = form::print(&command.act, language);
    if let Some(dated) = command.dated {
        act = format!("{act} {}", form::print_dated(dated, language));
    }
    [format!("{date}{time}"), words::actor_words(&command.actor, language), act]
}

/// A line without consequences.
pub fn print_line(date: Date, time: Option<Time>, command: &Command, language: Language) -> String {
    print_parts(date, time, command, language).join("  ")
}

/// An act in words, `extends preliminary-review by 15`.
pub fn print_act(act: &Act, language: Language) -> String {
    form::print(act, language)
}

/// Who acts, in words: `unit:miit`, `成员单位:工信部`.
pub fn print_actor(actor: &Actor, language: Language) -> String {
    words::actor_words(actor, language)
}
