//! Fields of a JSON object by name and kind: what is read, what is refused, what the schema says.

use jiff::civil::Date;
use law::Words;
use review::Actor;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::text::misled;
use crate::problem::{Fault, Problem};
use crate::shape::or_null;

/// Longest text taken, in characters.
pub const LONGEST_TEXT: usize = 20_000;

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It may be left out or null.
    Optional,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of at least one and at most [`LONGEST_TEXT`] characters.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Several of these words, at least one.
    SomeOf(&'static [&'static str]),
    /// A whole number from one up to this.
    Count(u32),
    /// A whole number from zero up.
    Position,
    /// `true` or `false`.
    Truth,
    /// A civil day in Beijing, `2026-03-04`.
    Day,
    /// An actor in the docket's words, `unit:miit`.
    Body,
    /// Several actors, at least one.
    Bodies,
    /// Ids of things sent before, at least one.
    Ids,
    /// An object with members of the caller's choice.
    Open,
    /// A secret: words of at least so many characters.
    Secret(usize),
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub presence: Presence,
}

impl Field {
    /// One that must be there.
    pub const fn required(name: &'static str, kind: Kind) -> Field {
        Field { name, kind, presence: Presence::Required }
    }

    /// One that may be left out.
    pub const fn optional(name: &'static str, kind: Kind) -> Field {
        Field { name, kind, presence: Presence::Optional }
    }
}

/// An object whose fields were all found right.
#[derive(Debug, Clone)]
pub struct Form(Map<String, Value>);

impl Form {
    /// Reads an object; every fault at once.
    pub fn read(value: Value, fields: &[Field]) -> Result<Form, Problem> {
        let mut faults = misled(&value);
        let Value::Object(members) = value else {
            let text = Words::new("此处应为 JSON 对象", "a JSON object is expected here");
            return Err(Problem::fault("", text));
        };
        faults.extend(unknown(&members, fields));
        for field in fields {
            match members.get(field.name) {
                Some(Value::Null) | None => {
                    if field.presence == Presence::Required {
                        faults.push(missing(format!("/{}", field.name), field.kind));
                    }
                }
                Some(value) => check(field, value, &mut faults),
            }
        }
        if faults.is_empty() { Ok(Form(members)) } else { Err(Problem::faulty(faults)) }
    }

    /// The value of a field as a type of ours; `None` where it was left out.
    pub fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Problem> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                serde_json::from_value(value).map(Some).map_err(|error| unfit(name, &error))
            }
        }
    }

    /// The value of a field that must be there.
    pub fn need<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Problem> {
        let found = self.take(name)?;
        found.ok_or_else(|| {
            let text = Words::new("缺少该字段", "this field is missing");
            Problem::fault(format!("/{name}"), text)
        })
    }

    /// What is left, null members dropped.
    pub fn rest(self) -> Map<String, Value> {
        let set = self.0.into_iter().filter(|(_, value)| !value.is_null());
        set.collect()
    }
}

fn unfit(name: &str, error: &serde_json::Error) -> Problem {
    let text = Words::new(format!("无法读取：{error}"), format!("unreadable: {error}"));
    Problem::fault(format!("/{name}"), text)
}

fn unknown(members: &Map<String, Value>, fields: &[Field]) -> Vec<Fault> {
    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let all = names.join(", ");
    let strangers = members.keys().filter(|name| !names.contains(&name.as_str()));
    strangers
        .map(|name| {
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let text = Words::new(
                format!("没有此字段；可用字段：{all}"),
                format!("no such field; the fields are: {all}"),
            );
            Fault::new(pointer, text)
        })
        .collect()
}

/// The fault of what must be there and is not.
pub fn missing(at: String, kind: Kind) -> Fault {
    let (zh, en) = expected(kind);
    Fault::new(
        at,
        Words::new(format!("缺少该字段：应为{zh}"), format!("missing: {en} is expected")),
    )
}

fn check(field: &Field, value: &Value, faults: &mut Vec<Fault>) {
    let at = format!("/{}", field.name);
    let each = match field.kind {
        Kind::SomeOf(words) => Some(Kind::OneOf(words)),
        Kind::Bodies => Some(Kind::Body),
        Kind::Ids => Some(Kind::Text),
        Kind::Text
        | Kind::OneOf(_)
        | Kind::Count(_)
        | Kind::Position
        | Kind::Truth
        | Kind::Day
        | Kind::Body
        | Kind::Open
        | Kind::Secret(_) => None,
    };
    if let (Some(each), Value::Array(items)) = (each, value) {
        if items.is_empty() {
            faults.push(wrong(at.clone(), field.kind));
        }
        let bad = items.iter().enumerate().filter(|(_, item)| !fits(each, item));
        faults.extend(bad.map(|(index, _)| wrong(format!("{at}/{index}"), each)));
    } else if !fits(field.kind, value) {
        faults.push(wrong(at, field.kind));
    }
}

/// The fault of what is not of its kind.
pub fn wrong(at: String, kind: Kind) -> Fault {
    let (zh, en) = expected(kind);
    Fault::new(at, Words::new(format!("应为{zh}"), format!("{en} is expected")))
}

/// Whether a value is of a kind.
pub fn fits(kind: Kind, value: &Value) -> bool {
    let text = value.as_str();
    match kind {
        Kind::Text => {
            text.is_some_and(|text| !text.trim().is_empty() && text.chars().count() <= LONGEST_TEXT)
        }
        Kind::Secret(least) => text.is_some_and(|text| {
            let length = text.chars().count();
            least <= length && length <= 1_000
        }),
        Kind::OneOf(words) => text.is_some_and(|text| words.contains(&text)),
        Kind::Count(most) => {
            value.as_u64().is_some_and(|count| 1 <= count && count <= u64::from(most))
        }
        Kind::Position => value.as_u64().is_some_and(|position| position <= u64::from(u32::MAX)),
        Kind::Truth => value.is_boolean(),
        Kind::Day => text.is_some_and(|text| text.len() == 10 && text.parse::<Date>().is_ok()),
        Kind::Body => text.is_some_and(|text| text.parse::<Actor>().is_ok()),
        Kind::Open => value.is_object(),
        Kind::SomeOf(_) | Kind::Bodies | Kind::Ids => value.is_array(),
    }
}

/// What a kind is, in words.
fn expected(kind: Kind) -> (String, String) {
    match kind {
        Kind::Text => (
            format!(" 1 至 {LONGEST_TEXT} 个字符的文字"),
            format!("a text of 1 to {LONGEST_TEXT} characters"),
        ),
        Kind::Secret(least) => {
            (format!("至少 {least} 个字符"), format!("a text of at least {least} characters"))
        }
        Kind::OneOf(words) => {
            (format!("下列之一：{}", words.join("、")), format!("one of {}", words.join(", ")))
        }
        Kind::SomeOf(words) => (
            format!("下列若干项组成的数组（至少一项）：{}", words.join("、")),
            format!("an array of at least one of {}", words.join(", ")),
        ),
        Kind::Count(most) => {
            (format!(" 1 至 {most} 的整数"), format!("a whole number from 1 to {most}"))
        }
        Kind::Position => ("非负整数".to_owned(), "a whole number from 0 up".to_owned()),
        Kind::Truth => (" true 或 false".to_owned(), "true or false".to_owned()),
        Kind::Day => ("日期，如 2026-03-04".to_owned(), "a day such as 2026-03-04".to_owned()),
        Kind::Body => (
            "行为主体，如 office、unit:miit、department:nea".to_owned(),
            "an actor such as office, unit:miit, department:nea".to_owned(),
        ),
        Kind::Bodies => (
            "行为主体组成的数组（至少一项），如 [\"unit:miit\"]".to_owned(),
            "an array of at least one actor, such as [\"unit:miit\"]".to_owned(),
        ),
        Kind::Ids => {
            ("标识组成的数组（至少一项）".to_owned(), "an array of at least one id".to_owned())
        }
        Kind::Open => (" JSON 对象".to_owned(), "a JSON object".to_owned()),
    }
}

/// JSON Schema of an object with these fields.
pub fn schema_of(fields: &[Field]) -> Value {
    let of = |field: &Field| match field.presence {
        Presence::Required => schema_of_kind(field.kind),
        Presence::Optional => or_null(schema_of_kind(field.kind)),
    };
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), of(field))).collect();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .map(|field| field.name)
        .collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties,
           "required": required})
}

/// JSON Schema of what a field holds.
pub fn schema_of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => {
            // Not of spaces alone.
            let pattern = "\\S";
            json!({"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT,
                   "pattern": pattern})
        }
        Kind::Secret(least) => {
            json!({"type": "string", "format": "password", "minLength": least, "maxLength": 1000})
        }
        Kind::OneOf(words) => json!({"type": "string", "enum": words}),
        Kind::SomeOf(words) => {
            json!({"type": "array", "minItems": 1, "items": {"type": "string", "enum": words}})
        }
        Kind::Count(most) => json!({"type": "integer", "minimum": 1, "maximum": most}),
        Kind::Position => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        Kind::Truth => json!({"type": "boolean"}),
        Kind::Day => json!({"type": "string", "format": "date"}),
        Kind::Body => json!({"$ref": "#/components/schemas/Actor"}),
        Kind::Bodies => {
            json!({"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Actor"}})
        }
        Kind::Ids => json!({"type": "array", "minItems": 1, "items": {"type": "string"}}),
        Kind::Open => json!({"type": "object", "additionalProperties": true}),
    }
}
