//! JSON as sent: UTF-8, no lone surrogate, no NUL, each name once, no number that would be rounded,
//! and the place of whatever is wrong.

use std::fmt;

use law::Words;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::text::unmarked;
use crate::problem::{Fault, Problem};

/// From here on not every whole number has a double of its own (RFC 8259, section 6): 2^53.
const FIRST_ROUNDED: u64 = 1 << 53;
/// Faults told of one body.
const MOST_FAULTS: usize = 100;

/// Reads a body. What cannot be kept as it was sent is a fault at its place; what is no JSON at all
/// is a fault at the root with line and column.
pub fn read_json(bytes: &[u8]) -> Result<Value, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let (mut at, mut faults) = (String::new(), Vec::new());
    let part = Part { at: &mut at, faults: &mut faults };
    let read = part.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let value = read.map_err(|error| unreadable(bytes, &error))?;
    if faults.is_empty() { unmarked(value) } else { Err(Problem::faulty(faults)) }
}

fn unreadable(bytes: &[u8], error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let surrogate = error.to_string().contains("surrogate")
        || error.to_string().contains("unexpected end of hex escape");
    let text = if std::str::from_utf8(bytes).is_err() {
        Words::new("正文不是 UTF-8 编码", "the body is not UTF-8")
    } else if surrogate {
        Words::new(
            format!("第 {line} 行第 {column} 列：孤立的代理码点，不是文字"),
            format!("line {line}, column {column}: a lone surrogate is no text"),
        )
    } else {
        Words::new(
            format!("第 {line} 行第 {column} 列：不是合法的 JSON"),
            format!("line {line}, column {column}: this is no JSON ({error})"),
        )
    };
    Problem::fault("", text)
}

/// A value on its way; `at` is the pointer so far.
struct Part<'a> {
    at: &'a mut String,
    faults: &'a mut Vec<Fault>,
}

impl Part<'_> {
    fn fault(&mut self, zh: &str, en: &str) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(self.at.clone(), Words::new(zh, en)));
        }
    }

    /// The part one step further in; [`Part::back`] undoes the step.
    fn inside(&mut self, step: &str) -> Part<'_> {
        self.at.push('/');
        self.at.push_str(&step.replace('~', "~0").replace('/', "~1"));
        Part { at: self.at, faults: self.faults }
    }

    fn back(&mut self, mark: usize) {
        self.at.truncate(mark);
    }

    fn rounded(&mut self) {
        self.fault(
            "数字过大，无法原样保存（整数须小于 2^53）；请改为文字",
            "a number this large would be rounded (whole numbers below 2^53 are kept): send it as \
             a text",
        );
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_u64<E: Error>(mut self, number: u64) -> Result<Value, E> {
        if FIRST_ROUNDED <= number {
            self.rounded();
        }
        Ok(number.into())
    }

    fn visit_i64<E: Error>(mut self, number: i64) -> Result<Value, E> {
        if FIRST_ROUNDED <= number.unsigned_abs() {
            self.rounded();
        }
        Ok(number.into())
    }

    fn visit_f64<E: Error>(mut self, number: f64) -> Result<Value, E> {
        // A whole number too large for 64 bits comes as one of these.
        if 9_007_199_254_740_992.0 <= number.abs() {
            self.rounded();
        }
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<Value, E> {
        if text.contains('\0') {
            self.fault("文字中含有 NUL 字符", "the text holds a NUL character");
        }
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let (mark, mut all) = (self.at.len(), Vec::new());
        loop {
            let item = items.next_element_seed(self.inside(&all.len().to_string()))?;
            self.back(mark);
            match item {
                Some(item) => all.push(item),
                None => return Ok(Value::Array(all)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let (mark, mut all) = (self.at.len(), Map::new());
        while let Some(name) = members.next_key::<String>()? {
            let mut part = self.inside(&name);
            if name.chars().any(char::is_control) {
                part.fault("名称中含有控制字符", "the name holds a control character");
            }
            if all.contains_key(&name) {
                part.fault("名称重复", "this name is there twice");
            }
            let member = members.next_value_seed(part)?;
            self.back(mark);
            all.insert(name, member);
        }
        Ok(Value::Object(all))
    }
}
