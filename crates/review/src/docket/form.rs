//! Acts as text: the table of their words, read and printed.

use std::sync::LazyLock;

use jiff::civil::Date;
use law::{Language, Words};
use serde_json::{Map, Value};

use super::acts::ACTS;
use super::cursor::Cursor;
use super::day;
use super::fault::Miss;
use super::nearest::nearest;
use super::pattern::{Form, Piece, Slot};
use super::quote::quote;
use super::words::{self, MATERIALS};
use crate::Act;

/// The rows of the table, taken apart once.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |(act, en, zh): &(&'static str, &'static str, &'static str)| Form::new(act, en, zh);
    ACTS.iter().map(form).collect()
});

/// Arguments read so far, by name.
type Arguments = Map<String, Value>;

/// Reads an act with the legal day it may carry, to the end of the text.
pub(super) fn read(cursor: Cursor<'_>) -> Result<(Act, Option<Date>), Miss> {
    let mut begin = cursor;
    begin.skip_gaps();
    let language =
        if begin.peek().is_some_and(|c| c.is_ascii()) { Language::En } else { Language::Zh };
    let mut closest: Option<Miss> = None;
    for form in FORMS.iter() {
        match read_form(begin, form, language) {
            Ok(found) => return Ok(found),
            Err(miss) => {
                closest = Some(match closest {
                    Some(before) => before.further(miss),
                    None => miss,
                });
            }
        }
    }
    match closest {
        Some(miss) if begin.column() < miss.column => Err(miss),
        Some(_) | None => Err(unknown(begin, language)),
    }
}

/// Reads an act in the words of one row.
fn read_form(
    start: Cursor<'_>,
    form: &Form,
    language: Language,
) -> Result<(Act, Option<Date>), Miss> {
    let mut cursor = start;
    let mut arguments = Arguments::new();
    let pieces = form.pieces(language);
    let stuck = read_pieces(&mut cursor, pieces, language, &mut arguments)?;
    let mut dated = None;
    if cursor.say(dated_word(language)) {
        dated = Some(day::day(&mut cursor)?);
    }
    if !cursor.is_done() {
        let end = Words::new("此行为的结尾或“->”", "the end of this act, or `->`");
        let miss = cursor.miss(end);
        return Err(match stuck {
            Some(stuck) => miss.further(stuck),
            None => miss,
        });
    }
    arguments.insert("act".to_owned(), Value::from(form.act));
    let act = serde_json::from_value(Value::Object(arguments));
    act.map(|act| (act, dated)).map_err(|_| start.miss(Words::new("完整的行为", "a complete act")))
}

fn dated_word(language: Language) -> &'static str {
    match language {
        Language::Zh => "日期",
        Language::En => "dated",
    }
}

/// Reads pieces in order, those that may be absent in any order among their neighbours. What kept
/// an optional piece from being read is handed back: it explains a text that does not end where it
/// should.
fn read_pieces(
    cursor: &mut Cursor<'_>,
    pieces: &[Piece],
    language: Language,
    arguments: &mut Arguments,
) -> Result<Option<Miss>, Miss> {
    let mut stuck: Option<Miss> = None;
    let mut left = pieces;
    while let Some((piece, rest)) = left.split_first() {
        let run = left.iter().take_while(|piece| matches!(piece, Piece::May(_))).count();
        let Some((options, after)) = left.split_at_checked(run).filter(|_| 0 < run) else {
            let read = read_piece(cursor, piece, language, arguments);
            read.map_err(|miss| stuck.take().map_or(miss.clone(), |stuck| miss.further(stuck)))?;
            left = rest;
            continue;
        };
        let missed = read_options(cursor, options, language, arguments);
        stuck = missed.into_iter().chain(stuck).reduce(Miss::further);
        left = after;
    }
    Ok(stuck)
}

/// Reads as many of these optional pieces as stand here, in any order.
fn read_options(
    cursor: &mut Cursor<'_>,
    options: &[Piece],
    language: Language,
    arguments: &mut Arguments,
) -> Option<Miss> {
    let mut open: Vec<&[Piece]> = options.iter().filter_map(Piece::optional).collect();
    let mut stuck: Option<Miss> = None;
    loop {
        let mut taken = None;
        for (at, pieces) in open.iter().enumerate() {
            let mut ahead = *cursor;
            let mut tried = arguments.clone();
            match read_pieces(&mut ahead, pieces, language, &mut tried) {
                Ok(_) => {
                    *cursor = ahead;
                    *arguments = tried;
                    taken = Some(at);
                    break;
                }
                Err(miss) => stuck = stuck.into_iter().chain([miss]).reduce(Miss::further),
            }
        }
        let Some(at) = taken else {
            return stuck;
        };
        open.remove(at);
    }
}

fn read_piece(
    cursor: &mut Cursor<'_>,
    piece: &Piece,
    language: Language,
    arguments: &mut Arguments,
) -> Result<(), Miss> {
    match piece {
        Piece::Say(text) => {
            let phrase = text.trim();
            if phrase.is_empty() || cursor.say(phrase) {
                return Ok(());
            }
            Err(cursor.miss(Words::new(format!("“{phrase}”"), format!("`{phrase}`"))))
        }
        Piece::Set { field, value } => {
            arguments.insert((*field).to_owned(), value.clone());
            Ok(())
        }
        Piece::Take { field, slot } => {
            let value = read_slot(cursor, slot, language)?;
            arguments.insert((*field).to_owned(), value);
            Ok(())
        }
        Piece::May(pieces) => read_pieces(cursor, pieces, language, arguments).map(|_| ()),
    }
}

fn read_slot(cursor: &mut Cursor<'_>, slot: &Slot, language: Language) -> Result<Value, Miss> {
    match slot {
        Slot::Term(terms) => {
            words::term(cursor, terms, language).map(|term| Value::from(term.value))
        }
        Slot::Text => cursor.quoted().map(Value::from),
        Slot::Count => {
            let here = *cursor;
            let number = cursor.number();
            let expected = || here.miss(Words::new("编号", "a number"));
            number.map(Value::from).ok_or_else(expected)
        }
        Slot::WorkingDays => working_days(cursor),
        Slot::Day => day::day(cursor).map(|day| Value::from(day.to_string())),
        Slot::Actor => words::actor(cursor).map(|(actor, _)| Value::from(actor.to_string())),
        Slot::Materials => list(cursor, |cursor| {
            words::term(cursor, MATERIALS, language).map(|term| Value::from(term.value))
        }),
        Slot::Actors => list(cursor, |cursor| {
            words::actor(cursor).map(|(actor, _)| Value::from(actor.to_string()))
        }),
        Slot::Name => name(cursor).map(Value::from),
    }
}

/// An unquoted name, or a quoted one.
fn name(cursor: &mut Cursor<'_>) -> Result<String, Miss> {
    let here = *cursor;
    let plain = cursor.run(plain_in_name);
    if plain.is_empty() {
        return cursor
            .quoted()
            .map_err(|_| here.miss(Words::new("编号或名称", "a number or name")));
    }
    Ok(plain.to_owned())
}

fn plain_in_name(c: char) -> bool {
    let parts = ['"', '“', '”', '「', '」', '『', '』', ',', ';', '，', '；', '→', '>'];
    let picture = ('\u{2400}'..='\u{2425}').contains(&c);
    !c.is_whitespace() && !c.is_control() && !parts.contains(&c) && !picture
}

/// A number of working days, 1 to 999.
fn working_days(cursor: &mut Cursor<'_>) -> Result<Value, Miss> {
    let here = *cursor;
    let days = cursor.number().filter(|days| (1..=999).contains(days));
    let expected = || here.miss(Words::new("1至999个工作日", "working days from 1 to 999"));
    days.map(Value::from).ok_or_else(expected)
}

fn list<'a>(
    cursor: &mut Cursor<'a>,
    one: impl Fn(&mut Cursor<'a>) -> Result<Value, Miss>,
) -> Result<Value, Miss> {
    let mut values = vec![one(cursor)?];
    while cursor.comma() {
        values.push(one(cursor)?);
    }
    Ok(Value::Array(values))
}

/// No act begins like this; the nearest that is known.
fn unknown(begin: Cursor<'_>, language: Language) -> Miss {
    let heads: Vec<&str> = FORMS.iter().map(|form| form.head(language)).collect();
    let near = nearest(begin.rest(), &heads);
    let zh = near.map_or(String::new(), |head| format!("（相近：“{head}”）"));
    let en = near.map_or(String::new(), |head| format!(" (nearest: `{head}`)"));
    begin.miss(Words::new(format!("卷宗的行为{zh}"), format!("an act of the docket{en}")))
}

/// An act in words.
pub(super) fn print(act: &Act, language: Language) -> String {
    let name = act.name();
    let Ok(Value::Object(arguments)) = serde_json::to_value(act) else {
        return name.to_owned();
    };
    let form = FORMS.iter().find(|form| {
        form.act == name && form.pieces(language).iter().all(|piece| piece.fits(&arguments))
    });
    let Some(form) = form else {
        return name.to_owned();
    };
    let mut text = String::new();
    print_pieces(&mut text, form.pieces(language), language, &arguments);
    text
}

/// The word that introduces the legal day, and the day.
pub(super) fn print_dated(day: Date, language: Language) -> String {
    format!("{} {day}", dated_word(language))
}

fn print_pieces(text: &mut String, pieces: &[Piece], language: Language, arguments: &Arguments) {
    for piece in pieces {
        match piece {
            Piece::Say(words) => text.push_str(words),
            Piece::Set { .. } => {}
            Piece::Take { field, slot } => {
                if let Some(value) = arguments.get(*field) {
                    text.push_str(&print_slot(value, slot, language));
                }
            }
            Piece::May(inner) => {
                if inner.iter().all(|piece| piece.stands(arguments)) {
                    print_pieces(text, inner, language, arguments);
                }
            }
        }
    }
}

fn print_slot(value: &Value, slot: &Slot, language: Language) -> String {
    let plain = value.as_str().unwrap_or_default();
    match slot {
        Slot::Term(terms) => words::word(terms, plain, language),
        Slot::Text => quote(plain, language),
        Slot::Count | Slot::WorkingDays => value.to_string(),
        Slot::Day => plain.to_owned(),
        Slot::Actor => print_actor(value, language),
        Slot::Materials => join(value, language, |value| {
            words::word(MATERIALS, value.as_str().unwrap_or_default(), language)
        }),
        Slot::Actors => join(value, language, |value| print_actor(value, language)),
        Slot::Name => {
            if !plain.is_empty() && plain.chars().all(plain_in_name) {
                plain.to_owned()
            } else {
                quote(plain, language)
            }
        }
    }
}

fn print_actor(value: &Value, language: Language) -> String {
    let written = value.as_str().unwrap_or_default();
    written
        .parse()
        .map_or_else(|_| written.to_owned(), |actor| words::actor_words(&actor, language))
}

fn join(value: &Value, language: Language, one: impl Fn(&Value) -> String) -> String {
    let between = match language {
        Language::Zh => "、",
        Language::En => ", ",
    };
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().map(one).collect::<Vec<_>>().join(between)
}
