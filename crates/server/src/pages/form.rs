//! Forms: the fields of a route as a person fills them in, read into the same JSON that the API
//! takes, so that both are checked once and refused in the same words.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use serde_json::{Map, Value, json};

use super::texts::Speech;
use crate::input::{Field, Kind, Presence, SMALL_BODY_BYTES, decoded, read_whole, stated_length};
use crate::problem::Problem;

/// What a form sent: names and values in their order.
#[derive(Debug, Clone, Default)]
pub struct Filled(pub Vec<(String, String)>);

impl Filled {
    /// The first value of a name; an empty one is none.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of a name that is not empty.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// The JSON of these fields, as the API would have been sent it. What does not fit its kind
    /// stays a text: the check says what was expected.
    pub fn json(&self, fields: &[Field]) -> Map<String, Value> {
        let mut members = Map::new();
        for field in fields {
            if let Some(value) = self.value(field) {
                members.insert(field.name.to_owned(), value);
            }
        }
        members
    }

    fn value(&self, field: &Field) -> Option<Value> {
        let text = self.one(field.name);
        match field.kind {
            // A paragraph ends in one way, whatever the browser sends.
            Kind::Text => text.map(|text| text.replace("\r\n", "\n").into()),
            Kind::Day | Kind::OneOf(_) | Kind::Body => text.map(|text| text.trim().into()),
            Kind::Secret(_) => text.map(Value::from),
            Kind::Count(_) | Kind::Position => text.map(|text| match text.trim().parse::<u64>() {
                Ok(number) => number.into(),
                Err(_) => text.into(),
            }),
            Kind::Truth => text.map(|text| match text {
                "true" => true.into(),
                "false" => false.into(),
                other => other.into(),
            }),
            Kind::SomeOf(_) | Kind::Ids => several(self.all(field.name)),
            Kind::Bodies => {
                let lines = self.all(field.name).flat_map(str::lines);
                several(lines.map(str::trim).filter(|line| !line.is_empty()))
            }
            Kind::Open => {
                let opening = format!("{}.", field.name);
                let named = self.0.iter().filter(|(_, value)| !value.trim().is_empty());
                let members: Map<String, Value> = named
                    .filter_map(|(name, value)| {
                        let name = name.strip_prefix(&opening)?;
                        let value = if value == "true" { json!(true) } else { json!(value) };
                        Some((name.to_owned(), value))
                    })
                    .collect();
                Some(Value::Object(members))
            }
        }
    }
}

fn several<'a>(values: impl Iterator<Item = &'a str>) -> Option<Value> {
    let values: Vec<Value> = values.map(Value::from).collect();
    if values.is_empty() { None } else { Some(values.into()) }
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Filled, Problem> {
        if SMALL_BODY_BYTES < stated_length(request.headers()) {
            return Err(Problem::too_large(SMALL_BODY_BYTES as u64));
        }
        let is_form = is_form(request.headers());
        let bytes = read_whole(request.into_body()).await?;
        if !bytes.is_empty() && !is_form {
            return Err(Problem::media_type("application/x-www-form-urlencoded"));
        }
        let text = std::str::from_utf8(&bytes).ok();
        let read = text.and_then(|text| pairs(text).collect::<Option<Vec<_>>>());
        read.map(Filled).ok_or_else(|| {
            let text = law::Words::new(
                "表单不是合法的 UTF-8，或含有 NUL 字符",
                "the form is no UTF-8, or holds a NUL character",
            );
            Problem::fault("", text)
        })
    }
}

fn pairs(text: &str) -> impl Iterator<Item = Option<(String, String)>> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(name)?, decoded(value)?))
    })
}

fn is_form(headers: &HeaderMap) -> bool {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media.is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"))
}

/// How a field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A line of text.
    Line,
    /// Paragraphs.
    Paragraphs,
    /// One of a few, by radio buttons or a list.
    Choice,
    /// Several of a few.
    Choices,
    /// A whole number.
    Number,
    /// A day.
    Day,
    /// A line for which there are suggestions.
    Suggested,
}

/// One that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A field on a page.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Its name in what is sent.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// How it is asked for.
    pub shape: Shape,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What stands in it.
    pub value: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// What is wrong with it.
    pub fault: Option<String>,
}

impl Asking {
    /// How a page asks for a field, with what was filled in before and what was wrong with it.
    pub fn new(t: Speech, field: &Field, filled: &Filled, problem: Option<&Problem>) -> Asking {
        let values: Vec<&str> = filled.all(field.name).collect();
        let choice = |word: &&str| Choice {
            value: (*word).to_owned(),
            name: t.of("option", word),
            chosen: values.contains(word),
        };
        let (shape, choices) = match field.kind {
            Kind::OneOf(words) => (Shape::Choice, words.iter().map(choice).collect()),
            Kind::SomeOf(words) => (Shape::Choices, words.iter().map(choice).collect()),
            Kind::Truth => (Shape::Choice, ["true", "false"].iter().map(choice).collect()),
            Kind::Count(_) | Kind::Position => (Shape::Number, Vec::new()),
            Kind::Day => (Shape::Day, Vec::new()),
            Kind::Body => (Shape::Suggested, Vec::new()),
            Kind::Bodies => (Shape::Paragraphs, Vec::new()),
            Kind::Text if LINES.contains(&field.name) => (Shape::Line, Vec::new()),
            Kind::Text => (Shape::Paragraphs, Vec::new()),
            Kind::Ids | Kind::Open | Kind::Secret(_) => (Shape::Line, Vec::new()),
        };
        Asking {
            name: field.name.to_owned(),
            label: t.of("field", field.name),
            hint: t.find(&format!("hint-{}", field.name)).map(str::to_owned),
            shape,
            choices,
            value: values.first().copied().unwrap_or_default().to_owned(),
            required: field.presence == Presence::Required,
            fault: fault_of(t, problem, field.name),
        }
    }

    /// The same with these to choose from: value and name.
    pub fn among(mut self, choices: Vec<(String, String)>) -> Asking {
        let shape = if self.shape == Shape::Suggested { Shape::Suggested } else { Shape::Choice };
        if !choices.is_empty() {
            self.shape = shape;
        }
        let value = self.value.clone();
        let choice = |(value_of, name): (String, String)| {
            let chosen = value_of == value;
            Choice { value: value_of, name, chosen }
        };
        self.choices = choices.into_iter().map(choice).collect();
        self
    }

    /// The same under another name than its field's.
    pub fn called(mut self, label: &str) -> Asking {
        self.label = label.to_owned();
        self
    }
}

/// Texts that are short.
const LINES: &[&str] = &["on_paper", "docket", "object", "law", "title", "login", "name"];

/// What a problem says of a field, or of what lies in it.
pub fn fault_of(t: Speech, problem: Option<&Problem>, name: &str) -> Option<String> {
    let of = |pointer: &str| {
        let rest = pointer.strip_prefix('/').unwrap_or(pointer);
        rest == name || rest.split('/').next() == Some(name)
    };
    let faults = problem?.faults().iter().filter(|fault| of(&fault.pointer));
    let texts: Vec<&str> = faults.map(|fault| t.words(&fault.text)).collect();
    if texts.is_empty() { None } else { Some(texts.join("；")) }
}

/// What went wrong, as a page tells it above a form.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// What it is called.
    pub title: String,
    /// What a person should read.
    pub text: String,
    /// The article a refusal rests on.
    pub article: Option<String>,
    /// Faults that belong to no field of the form.
    pub others: Vec<String>,
    /// Where something can be done about it: address and words. It opens beside the form, so that
    /// nothing filled in is lost.
    pub remedy: Option<(&'static str, String)>,
}

/// What a person calls a field that stands on a page of its own; else its pointer.
fn called(t: Speech, pointer: &str) -> String {
    let known = [
        ("/code", "totp-code"),
        ("/because", "two-because"),
        ("/recipients", "two-recipients"),
        ("/login", "login"),
        ("/password", "password"),
    ];
    let found = known.into_iter().find(|(known, _)| *known == pointer);
    found.map_or_else(
        || pointer.to_owned(),
        |(_, key)| t.with("field-called", &[("name", t.get(key))]),
    )
}

impl Trouble {
    /// Of a problem, on a form with these fields.
    pub fn new(t: Speech, problem: &Problem, fields: &[Asking]) -> Trouble {
        let at_a_field = |pointer: &str| {
            let first = pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
            fields.iter().any(|field| field.name == first)
        };
        let others = problem.faults().iter().filter(|fault| !at_a_field(&fault.pointer));
        let article = match problem.basis() {
            Some(review::Basis::Article(cite)) => Some(cite.article.to_string()),
            Some(review::Basis::Position { .. } | review::Basis::House { .. }) | None => None,
        };
        let told = problem.faults().is_empty();
        Trouble {
            title: t.words(problem.title()).to_owned(),
            remedy: match problem.reason() {
                "prove-again" => Some(("/account/prove", t.get("prove-title").to_owned())),
                "enrol-first" => Some(("/account/factors", t.get("factors-title").to_owned())),
                _ => None,
            },
            text: if told { t.words(problem.text()) } else { t.get("faults-below") }.to_owned(),
            article,
            others: others
                .map(|fault| format!("{} {}", called(t, &fault.pointer), t.words(&fault.text)))
                .collect(),
        }
    }
}
