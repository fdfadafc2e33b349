//! A row of the table of acts, taken apart.

use law::Language;
use serde_json::{Map, Value};

use super::words::{self, Term};

/// A row: the act and its pieces in both languages.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) act: &'static str,
    zh: Vec<Piece>,
    en: Vec<Piece>,
}

/// A piece of a row.
#[derive(Debug)]
pub(super) enum Piece {
    /// Words that stand there.
    Say(&'static str),
    /// An argument with the kind of thing it is.
    Take { field: &'static str, slot: Slot },
    /// An argument fixed by this row or by the words beside it.
    Set { field: &'static str, value: Value },
    /// Pieces that may be absent.
    May(Vec<Piece>),
}

/// The kinds of things arguments are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    Term(&'static [Term]),
    Text,
    Count,
    WorkingDays,
    Day,
    Actor,
    Actors,
    Materials,
    Name,
}

impl Form {
    pub(super) fn new(act: &'static str, en: &'static str, zh: &'static str) -> Form {
        Form { act, zh: take_apart(zh), en: take_apart(en) }
    }

    pub(super) fn pieces(&self, language: Language) -> &[Piece] {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// The words with which the row begins.
    pub(super) fn head(&self, language: Language) -> &'static str {
        match self.pieces(language).first() {
            Some(Piece::Say(words)) => words.trim(),
            Some(Piece::Take { .. } | Piece::Set { .. } | Piece::May(_)) | None => "",
        }
    }
}

impl Piece {
    pub(super) fn optional(&self) -> Option<&[Piece]> {
        match self {
            Piece::May(pieces) => Some(pieces),
            Piece::Say(_) | Piece::Take { .. } | Piece::Set { .. } => None,
        }
    }

    /// Whether this row can say these arguments.
    pub(super) fn fits(&self, arguments: &Map<String, Value>) -> bool {
        match self {
            Piece::Set { field, value } => arguments.get(*field) == Some(value),
            Piece::Say(_) | Piece::Take { .. } | Piece::May(_) => true,
        }
    }

    /// Whether an optional piece is to be said.
    pub(super) fn stands(&self, arguments: &Map<String, Value>) -> bool {
        match self {
            Piece::Say(_) => true,
            Piece::Set { field, value } => arguments.get(*field) == Some(value),
            Piece::Take { field, .. } => arguments.get(*field).is_some_and(is_there),
            Piece::May(pieces) => pieces.iter().all(|piece| piece.stands(arguments)),
        }
    }
}

fn is_there(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty())
}

/// Takes a row apart. What it does not understand stays as words, which a test of the table finds.
fn take_apart(row: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = row;
    while !rest.is_empty() {
        let (before, after) = split(rest, &['{', '[']);
        if !before.is_empty() {
            pieces.push(Piece::Say(before));
        }
        rest = after;
        if let Some(inside) = rest.strip_prefix('{') {
            let (argument, after) = split(inside, &['}']);
            pieces.push(self::argument(argument));
            rest = after.strip_prefix('}').unwrap_or_default();
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (option, after) = split(inside, &[']']);
            pieces.push(Piece::May(take_apart(option)));
            rest = after.strip_prefix(']').unwrap_or_default();
        }
    }
    pieces
}

fn split(text: &'static str, at: &[char]) -> (&'static str, &'static str) {
    let end = text.find(at).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn argument(written: &'static str) -> Piece {
    if let Some((field, value)) = written.split_once('=') {
        let value = match value {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            word => Value::from(word),
        };
        return Piece::Set { field, value };
    }
    let (field, kind) = written.split_once(':').unwrap_or((written, written));
    match slot(kind) {
        Some(slot) => Piece::Take { field, slot },
        None => Piece::Say(written),
    }
}

fn slot(kind: &str) -> Option<Slot> {
    let slot = match kind {
        "kind" => Slot::Term(words::KINDS),
        "limit" => Slot::Term(words::EXTENDABLE),
        "conclusion" => Slot::Term(words::VERDICTS),
        "result" => Slot::Term(words::OUTCOMES),
        "opinion" => Slot::Term(words::OPINIONS),
        "matter" => Slot::Term(words::OBJECTS),
        "service" => Slot::Term(words::SERVICES),
        "ground-of-object" => Slot::Term(words::GROUNDS_OF_OBJECT),
        "ground-of-review" => Slot::Term(words::GROUNDS_OF_REVIEW),
        "reported" => Slot::Term(words::REPORTED),
        "without" | "materials" => Slot::Materials,
        "what" | "text" | "because" | "on_paper" | "object" => Slot::Text,
        "working_days" => Slot::WorkingDays,
        "request" | "entry" | "notice" | "commitment" => Slot::Count,
        "dated" => Slot::Day,
        "body" | "on" | "to" | "by" => Slot::Actor,
        "with" => Slot::Actors,
        "law" | "docket" => Slot::Name,
        _ => return None,
    };
    Some(slot)
}
