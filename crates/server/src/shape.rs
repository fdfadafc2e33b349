//! What an answer looks like: shapes as values, stated beside the routes that give them and written
//! out as JSON Schema. What is really answered is held against them by the tests.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::input::acts;

/// What a value of an answer is.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Words.
    Text,
    /// A civil day in Beijing, `2026-03-04`.
    Day,
    /// A time of day in Beijing, `16:30:00`.
    Time,
    /// An instant, RFC 3339.
    Instant,
    /// SHA-256, lower-case hex.
    Hash,
    /// A whole number from zero up.
    Number,
    /// A whole number, below zero too.
    Signed,
    /// `true` or `false`.
    Truth,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Somebody who acts, in the words of the docket.
    Actor,
    /// An act with its arguments.
    Act,
    /// An object whose members are of the writer's choice.
    Open,
    /// A list.
    List(&'static Shape),
    /// This, or null.
    OrNull(&'static Shape),
    /// An object with members of any name, each of this shape.
    Table(&'static Shape),
    /// A schema of its own.
    Is(&'static Schema),
    /// One of several.
    Either(&'static [Shape]),
}

/// An object with a name of its own among the components of the description.
#[derive(Debug)]
pub struct Schema {
    /// Its name, `Review`.
    pub name: &'static str,
    /// What it is, zh.
    pub zh: &'static str,
    /// What it is, en.
    pub en: &'static str,
    /// Its members.
    pub members: &'static [Member],
    /// Objects whose members it has, too.
    pub with: &'static [&'static Schema],
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    name: &'static str,
    shape: Shape,
    presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Always,
    Sometimes,
}

/// A member that is always there, be it null.
pub const fn has(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, presence: Presence::Always }
}

/// A member that may be left out.
pub const fn may_have(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, presence: Presence::Sometimes }
}

impl Schema {
    /// An object of these members.
    pub const fn new(
        name: &'static str,
        zh: &'static str,
        en: &'static str,
        members: &'static [Member],
    ) -> Schema {
        Schema { name, zh, en, members, with: &[] }
    }

    /// The same with the members of others.
    pub const fn with(self, with: &'static [&'static Schema]) -> Schema {
        Schema { with, ..self }
    }

    fn every_member(&self) -> Vec<Member> {
        let own = self.members.iter().copied();
        own.chain(self.with.iter().flat_map(|other| other.every_member())).collect()
    }

    fn json(&self) -> Value {
        let members = self.every_member();
        let properties: Map<String, Value> =
            members.iter().map(|it| (it.name.to_owned(), it.shape.json())).collect();
        let always = members.iter().filter(|it| it.presence == Presence::Always);
        let required: Vec<&str> = always.map(|it| it.name).collect();
        json!({"type": "object", "description": format!("{} · {}", self.zh, self.en),
               "properties": properties, "required": required})
    }
}

impl Shape {
    /// As JSON Schema; what has a name is referred to.
    pub fn json(&self) -> Value {
        match self {
            Shape::Text => json!({"type": "string"}),
            Shape::Day => json!({"type": "string", "format": "date"}),
            Shape::Time => {
                json!({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"})
            }
            Shape::Instant => json!({"type": "string", "format": "date-time"}),
            Shape::Hash => json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            Shape::Number => json!({"type": "integer", "minimum": 0}),
            Shape::Signed => json!({"type": "integer"}),
            Shape::Truth => json!({"type": "boolean"}),
            Shape::OneOf(words) => json!({"type": "string", "enum": words}),
            Shape::Actor => json!({"$ref": "#/components/schemas/Actor"}),
            Shape::Act => json!({"$ref": "#/components/schemas/Act"}),
            Shape::Open => json!({"type": "object", "additionalProperties": true}),
            Shape::List(each) => json!({"type": "array", "items": each.json()}),
            Shape::OrNull(shape) => or_null(shape.json()),
            Shape::Table(each) => json!({"type": "object", "additionalProperties": each.json()}),
            Shape::Is(schema) => json!({"$ref": format!("#/components/schemas/{}", schema.name)}),
            Shape::Either(shapes) => {
                json!({"anyOf": shapes.iter().map(Shape::json).collect::<Vec<Value>>()})
            }
        }
    }

    /// Puts every schema it names, and those they name, among the components.
    pub fn collect(&self, into: &mut BTreeMap<&'static str, Value>) {
        match self {
            Shape::List(inner) | Shape::OrNull(inner) | Shape::Table(inner) => inner.collect(into),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| shape.collect(into)),
            Shape::Is(schema) => {
                if into.insert(schema.name, schema.json()).is_none() {
                    schema.every_member().iter().for_each(|it| it.shape.collect(into));
                }
            }
            Shape::Text
            | Shape::Day
            | Shape::Time
            | Shape::Instant
            | Shape::Hash
            | Shape::Number
            | Shape::Signed
            | Shape::Truth
            | Shape::OneOf(_)
            | Shape::Actor
            | Shape::Act
            | Shape::Open => {}
        }
    }
}

/// A schema that also lets null pass.
pub fn or_null(mut schema: Value) -> Value {
    let word = schema.get("type").and_then(Value::as_str).map(str::to_owned);
    let (Some(word), Value::Object(members)) = (word, &mut schema) else {
        return json!({"anyOf": [schema, {"type": "null"}]});
    };
    members.insert("type".to_owned(), json!([word, "null"]));
    if let Some(Value::Array(words)) = members.get_mut("enum") {
        words.push(Value::Null);
    }
    schema
}

/// The schemas that every description holds: who acts, and what anybody can do.
pub fn common() -> [(&'static str, Value); 2] {
    let each = acts().iter().map(|known| {
        let mut schema = crate::input::schema_of(known.fields);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.insert("act".to_owned(), json!({"const": known.act}));
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.insert(0, "act".into());
        }
        schema
    });
    let act = json!({
        "description": "一项行为及其参数 · An act with its arguments",
        "oneOf": each.collect::<Vec<Value>>(),
    });
    let actor = json!({
        "type": "string",
        "description": "行为主体，用卷宗中的说法 · Somebody who acts, in the words of the docket",
        "pattern": "^(party|provider|office|commission|experts|anyone|\
            (unit|department|authority|lab):[\\p{L}\\p{N}_-]{1,64})$",
        "examples": ["party", "office", "unit:miit", "department:nea"],
    });
    [("Act", act), ("Actor", actor)]
}
