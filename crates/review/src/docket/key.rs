//! The frame of a section: lines `Key: value` before its first block.

use jiff::civil::Date;
use law::{Language, RegimeId, Words};

use super::cursor::Cursor;
use super::fault::{Fault, Miss};
use super::nearest::distance;
use super::{day, words};
use crate::{Actor, Consulted, Reached};

/// The keys of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The version under which the review starts.
    Law,
    /// Bodies consulted besides the members.
    Consulted,
    /// The day on which the page is read.
    AsOf,
    /// Only notices published by that day count.
    KnownOn,
    /// Readings taken otherwise than by default.
    Positions,
}

const KEYS: &[(Key, &str, &str)] = &[
    (Key::Law, "适用", "Law"),
    (Key::Consulted, "征求意见单位", "Consulted"),
    (Key::AsOf, "截至", "As of"),
    (Key::KnownOn, "已知至", "Known on"),
    (Key::Positions, "解释口径", "Positions"),
];

/// What is written and on which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// Line of the page, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is written.
    pub value: T,
}

/// The frame of a section as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The version.
    pub law: Option<At<RegimeId>>,
    /// Bodies consulted besides the members.
    pub consulted: Vec<Consulted>,
    /// The day on which the page is read.
    pub as_of: Option<Date>,
    /// Only notices published by that day count.
    pub known_on: Option<Date>,
    /// Readings, name and value.
    pub positions: Vec<At<(String, String)>>,
    /// The lines on which keys stand.
    pub keys: Vec<KeyLine>,
}

/// A line on which a key stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyLine {
    /// Line of the page, counted from 1.
    pub line: usize,
    /// The key.
    pub key: Key,
    /// In which language.
    pub language: Language,
    /// The value as it stands.
    pub value: String,
}

/// What a line of prose is to the frame.
pub(super) enum Shape<'a> {
    Prose,
    /// A key, and its value with the column where it begins.
    Key(Key, Language, Cursor<'a>),
    /// Nearly a key.
    Misspelt(Fault),
}

/// Whether a line of prose is a key, nearly one, or neither.
pub(super) fn shape(text: &str, line: usize) -> Shape<'_> {
    let mut cursor = Cursor::new(text, 1);
    let word = cursor.run(|c| c != ':' && c != '：').trim();
    let length = word.chars().count();
    if !cursor.mark(':') || length == 0 || 20 < length {
        return Shape::Prose;
    }
    for (key, zh, en) in KEYS {
        if word == *zh {
            return Shape::Key(*key, Language::Zh, cursor);
        }
        if word == *en {
            return Shape::Key(*key, Language::En, cursor);
        }
    }
    let all = KEYS.iter().flat_map(|(_, zh, en)| [*zh, *en]);
    let near = all.filter(|key| distance(&word.to_lowercase(), &key.to_lowercase()) <= reach(key));
    match near.min_by_key(|key| distance(word, key)) {
        Some(key) => {
            let zh =
                format!("“{word}”与“{key}”仅差一两个字，写错的项目不得当作正文；请改为“{key}：”");
            let en = format!(
                "`{word}` is within two letters of the key `{key}`, and a misspelt key must not \
                 become prose: write `{key}:`, or other words before the colon"
            );
            Shape::Misspelt(Fault::new(line, 1, Words::new(zh, en)))
        }
        None => Shape::Prose,
    }
}

/// How many letters off a word is still taken for the key: two; of a Chinese key, whose letters are
/// few, fewer than it has.
fn reach(key: &str) -> usize {
    let letters = key.chars().count();
    if key.is_ascii() { 2 } else { letters.saturating_sub(1).min(2) }
}

impl Header {
    /// Takes a key into the frame.
    pub(super) fn take(
        &mut self,
        key: Key,
        language: Language,
        value: Cursor<'_>,
        line: usize,
    ) -> Result<(), Fault> {
        if self.keys.iter().any(|taken| taken.key == key) {
            let zh = "此项目在本节已写过一次";
            let en = "this key stands in this section already";
            return Err(Fault::new(line, 1, Words::new(zh, en)));
        }
        let text = value.rest().trim().to_owned();
        self.keys.push(KeyLine { line, key, language, value: text });
        self.read(key, value, line).map_err(|miss| miss.on(line))
    }

    fn read(&mut self, key: Key, mut value: Cursor<'_>, line: usize) -> Result<(), Miss> {
        match key {
            Key::Law => {
                let at = value;
                let id = value.word();
                if id.is_empty() {
                    let expected = Words::new("办法的版本", "the id of a version, `measures-2022`");
                    return Err(at.miss(expected));
                }
                let column = at.miss(Words::new("", "")).column;
                self.law = Some(At { line, column, value: RegimeId::new(id) });
            }
            Key::Consulted => self.consulted = consulted(&mut value)?,
            Key::AsOf => self.as_of = Some(day::day(&mut value)?),
            Key::KnownOn => self.known_on = Some(day::day(&mut value)?),
            Key::Positions => self.positions = positions(&mut value, line)?,
        }
        if value.is_done() {
            return Ok(());
        }
        Err(value.miss(Words::new("行末", "the end of the line")))
    }
}

fn consulted(value: &mut Cursor<'_>) -> Result<Vec<Consulted>, Miss> {
    let mut all = Vec::new();
    if value.say("none") || value.say("无") {
        return Ok(all);
    }
    loop {
        let mut at = *value;
        at.skip_gaps();
        let (body, _) = words::actor(value)?;
        if !matches!(body, Actor::Unit(_) | Actor::Department(_)) {
            let zh = "成员单位:或部门:（被征求意见的单位）";
            let en = "unit:<id> or department:<id>, which alone are consulted";
            return Err(at.miss(Words::new(zh, en)));
        }
        let by_letter = value.say("by letter") || value.say("以信函");
        let reached = if by_letter { Reached::ByLetter } else { Reached::BySystem };
        all.push(Consulted { body, reached });
        if !value.comma() {
            return Ok(all);
        }
    }
}

fn positions(value: &mut Cursor<'_>, line: usize) -> Result<Vec<At<(String, String)>>, Miss> {
    let mut all = Vec::new();
    loop {
        value.skip_gaps();
        let at = *value;
        let name = value.word();
        let is = value.mark('=');
        let reading = value.word();
        if name.is_empty() || !is || reading.is_empty() {
            let zh = "“名称=取值”（如 members=concerned）";
            return Err(at.miss(Words::new(zh, "`name=value`, `members=concerned`")));
        }
        if all.iter().any(|other: &At<(String, String)>| other.value.0 == name) {
            let zh = "每个解释口径只取一次";
            return Err(at.miss(Words::new(zh, "each position taken once")));
        }
        let value_of = (name.to_owned(), reading.to_owned());
        all.push(At { line, column: at.column(), value: value_of });
        if !value.comma() {
            return Ok(all);
        }
    }
}

/// A key with its value as printed.
pub(super) fn print(key: Key, header: &Header, written: &str, language: Language) -> String {
    let name = KEYS.iter().find(|(other, ..)| *other == key);
    let (name, between) = match (name, language) {
        (Some((_, zh, _)), Language::Zh) => (*zh, "："),
        (Some((_, _, en)), Language::En) => (*en, ": "),
        (None, _) => ("", ""),
    };
    let value = match key {
        Key::Consulted if !header.consulted.is_empty() => {
            consulted_words(&header.consulted, language)
        }
        Key::Consulted => match language {
            Language::Zh => "无".to_owned(),
            Language::En => "none".to_owned(),
        },
        Key::Law | Key::AsOf | Key::KnownOn | Key::Positions => written.to_owned(),
    };
    format!("{name}{between}{value}")
}

/// Bodies to be consulted, as printed.
pub(super) fn consulted_words(consulted: &[Consulted], language: Language) -> String {
    let one = |consulted: &Consulted| {
        let body = words::actor_words(&consulted.body, language);
        match (consulted.reached, language) {
            (Reached::BySystem, _) => body,
            (Reached::ByLetter, Language::Zh) => format!("{body} 以信函"),
            (Reached::ByLetter, Language::En) => format!("{body} by letter"),
        }
    };
    let between = match language {
        Language::Zh => "、",
        Language::En => ", ",
    };
    consulted.iter().map(one).collect::<Vec<_>>().join(between)
}
