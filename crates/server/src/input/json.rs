//! JSON as sent: UTF-8, no lone surrogate, no NUL, and the place of whatever is wrong.

use law::Words;
use serde_json::Value;

use crate::problem::{Fault, Problem};

/// Reads a body. Every text with a NUL is a fault at its place; what is no JSON at all is a fault
/// at the root with line and column.
pub fn read_json(bytes: &[u8]) -> Result<Value, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| unreadable(bytes, &error))?;
    let mut faults = Vec::new();
    find_nul(&value, &mut String::new(), &mut faults);
    if faults.is_empty() { Ok(value) } else { Err(Problem::faulty(faults)) }
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

/// Walks a value; `at` is the pointer so far.
fn find_nul(value: &Value, at: &mut String, faults: &mut Vec<Fault>) {
    let mark = at.len();
    match value {
        Value::String(text) if text.contains('\0') => faults.push(Fault::new(
            at.clone(),
            Words::new("文字中含有 NUL 字符", "the text holds a NUL character"),
        )),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push_str(&format!("/{index}"));
                find_nul(item, at, faults);
                at.truncate(mark);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                find_nul(member, at, faults);
                at.truncate(mark);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
