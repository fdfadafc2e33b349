//! The query of an address, with the same faults as a body.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use law::Words;
use serde_json::Value;

use super::fields::{Kind, fits, missing, wrong};
use crate::problem::{Fault, Problem};
use crate::table::Parameter;

/// The parameters as sent, in order.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The value of a parameter; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// A parameter read as a type; the fault says what was expected.
    pub fn read<T: std::str::FromStr>(
        &self,
        name: &str,
        expected: (&str, &str),
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let (zh, en) = expected;
        let wrong = |_| {
            let text = Words::new(format!("应为{zh}"), format!("{en} is expected"));
            Problem::fault(format!("?{name}"), text)
        };
        text.parse().map(Some).map_err(wrong)
    }

    /// A parameter that must be there.
    pub fn need<T: std::str::FromStr>(
        &self,
        name: &str,
        expected: (&str, &str),
    ) -> Result<T, Problem> {
        self.read(name, expected)?.ok_or_else(|| {
            let (zh, en) = expected;
            let text = Words::new(format!("缺少：应为{zh}"), format!("missing: {en} is expected"));
            Problem::fault(format!("?{name}"), text)
        })
    }

    /// Refuses parameters that the route does not know, and those given more than once.
    pub fn only(&self, names: &[&str]) -> Result<(), Problem> {
        let faults = self.strangers(names);
        if faults.is_empty() { Ok(()) } else { Err(Problem::faulty(faults)) }
    }

    /// Refuses what a route's table does not allow, every fault at once.
    pub fn hold(&self, parameters: &[Parameter]) -> Result<(), Problem> {
        let faults = self.faults(parameters);
        if faults.is_empty() { Ok(()) } else { Err(Problem::faulty(faults)) }
    }

    /// Every fault by a route's table: what it does not know, what is given more than once, what is
    /// missing, what is not of its kind.
    pub fn faults(&self, parameters: &[Parameter]) -> Vec<Fault> {
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let mut faults = self.strangers(&names);
        for parameter in parameters {
            let at = format!("?{}", parameter.name);
            match self.get(parameter.name) {
                None if parameter.required => faults.push(missing(at, parameter.kind)),
                Some(text) if !fits(parameter.kind, &value(parameter.kind, text)) => {
                    faults.push(wrong(at, parameter.kind));
                }
                None | Some(_) => {}
            }
        }
        faults
    }

    fn strangers(&self, names: &[&str]) -> Vec<Fault> {
        let all = names.join(", ");
        let mut faults = Vec::new();
        for (index, (name, _)) in self.0.iter().enumerate() {
            let mut before = self.0.iter().take(index);
            let text = if !names.contains(&name.as_str()) {
                Words::new(
                    format!("没有此参数；可用：{all}"),
                    format!("no such parameter; there are: {all}"),
                )
            } else if before.any(|(other, _)| other == name) {
                Words::new("此参数只能给出一次", "this parameter may be given once alone")
            } else {
                continue;
            };
            faults.push(Fault::new(format!("?{name}"), text));
        }
        faults
    }
}

/// A parameter's text as the JSON that its kind is checked on.
fn value(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Count(_) | Kind::Position => {
            text.parse::<u64>().map_or_else(|_| text.into(), Value::from)
        }
        Kind::Truth => text.parse::<bool>().map_or_else(|_| text.into(), Value::from),
        Kind::Text
        | Kind::OneOf(_)
        | Kind::SomeOf(_)
        | Kind::Day
        | Kind::Body
        | Kind::Bodies
        | Kind::Ids
        | Kind::Open
        | Kind::Secret(_) => text.into(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Query, Problem> {
        let Some(text) = parts.uri.query() else {
            return Ok(Query::default());
        };
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(name)?, decoded(value)?))
        });
        let read: Option<Vec<(String, String)>> = pairs.collect();
        read.map(Query).ok_or_else(|| {
            let text = Words::new(
                "地址中的参数不是合法的 UTF-8 百分号编码，或含有 NUL",
                "the query is no percent-encoded UTF-8, or holds a NUL",
            );
            Problem::fault("?", text)
        })
    }
}

/// Percent-decoding with `+` for a space; `None` where the bytes are no UTF-8 or hold a NUL.
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let plain = match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        };
        bytes.push(plain);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}
