//! What is answered, held against what the description says of it. Every answer that a test gets
//! goes through [`hold`]: its status must be described, and its body must be of the shape
//! described, with no member beside.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::house::Answer;

static DOCUMENT: LazyLock<Value> = LazyLock::new(server::openapi::document);

/// Fails where an answer is not as described.
#[track_caller]
pub fn hold(method: &str, path: &str, answer: &Answer) {
    let Some(operation) = operation(method, path) else {
        // Pages, and paths and methods that there are not.
        return;
    };
    let name = format!("{method} {path} {}", answer.status);
    let told = operation["responses"].get(answer.status.as_str());
    let told = resolved(told.unwrap_or_else(|| panic!("{name}: a status not described")));
    for (header, wanted) in told["headers"].as_object().into_iter().flatten() {
        let there = answer.headers.contains_key(header.as_str());
        assert!(there || resolved(wanted)["required"] != true, "{name}: {header} is missing");
    }
    let Some(content) = told.get("content") else {
        assert!(answer.bytes.is_empty(), "{name}: a body not described");
        return;
    };
    let media = answer.headers["content-type"].to_str().unwrap();
    let media = media.split(';').next().unwrap();
    // A file is told as what it is: `*/*` stands for any of them.
    let content = content.get(media).or_else(|| content.get("*/*"));
    let content = content.unwrap_or_else(|| panic!("{name}: {media} not described"));
    if let (Some(schema), true) = (content.get("schema"), media.ends_with("json")) {
        let mut faults = Vec::new();
        check(schema, &answer.json(), "", &mut faults);
        assert!(faults.is_empty(), "{name}: {faults:?}\n{}", answer.text());
    }
}

/// The operation of a path; one that is named outright goes before one with a parameter.
fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let path = path.split('?').next()?;
    let fits = |template: &str| {
        template.split('/').count() == path.split('/').count()
            && template
                .split('/')
                .zip(path.split('/'))
                .all(|(it, part)| it == part || (it.starts_with('{') && !part.is_empty()))
    };
    let paths = DOCUMENT["paths"].as_object()?;
    let found = paths.iter().filter(|(template, _)| fits(template));
    let (_, methods) = found.min_by_key(|(template, _)| template.matches('{').count())?;
    methods.get(method.to_lowercase())
}

fn resolved(value: &'static Value) -> &'static Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// Collects what of a value is not as a schema says. Knows the words our schemas use; an object
/// whose members are listed may have no others.
fn check(schema: &'static Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = resolved(schema);
    let mut wrong = |what: &str| faults.push(format!("{at}: {what}, not {value}"));
    if schema.get("type").is_some_and(|wanted| !is_of(wanted, value)) {
        wrong(&schema["type"].to_string());
        return;
    }
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        wrong(&schema["const"].to_string());
    }
    if let Some(Value::Array(words)) = schema.get("enum")
        && !words.contains(value)
    {
        wrong(&schema["enum"].to_string());
    }
    if let (Some(format), Some(text)) = (schema.get("format"), value.as_str()) {
        let fits = match format.as_str() {
            Some("date") => text.parse::<jiff::civil::Date>().is_ok(),
            Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
            Some(_) | None => panic!("{at}: a format this test does not know: {format}"),
        };
        if !fits {
            wrong(&format.to_string());
        }
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(Value::Array(schemas)) = schema.get(several) {
            check_one_of(schemas, value, at, faults);
        }
    }
    match value {
        Value::Object(members) => check_members(schema, members, at, faults),
        Value::Array(items) => {
            if let Some(each) = schema.get("items") {
                for (index, item) in items.iter().enumerate() {
                    check(each, item, &format!("{at}/{index}"), faults);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn check_one_of(schemas: &'static [Value], value: &Value, at: &str, faults: &mut Vec<String>) {
    let tried = schemas.iter().map(|schema| {
        let mut inner = Vec::new();
        check(schema, value, at, &mut inner);
        inner
    });
    let tried: Vec<Vec<String>> = tried.collect();
    if !tried.iter().any(Vec::is_empty) {
        let nearest = tried.into_iter().min_by_key(Vec::len).unwrap_or_default();
        faults.push(format!("{at}: none of several fits; the nearest: {nearest:?}"));
    }
}

fn check_members(
    schema: &'static Value,
    members: &serde_json::Map<String, Value>,
    at: &str,
    faults: &mut Vec<String>,
) {
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        if !members.contains_key(name) {
            faults.push(format!("{at}: `{name}` is missing"));
        }
    }
    let properties = schema.get("properties");
    for (name, member) in members {
        let at = format!("{at}/{name}");
        match properties.and_then(|known| known.get(name)) {
            Some(known) => check(known, member, &at, faults),
            None => match schema.get("additionalProperties") {
                Some(Value::Bool(true)) => {}
                Some(each @ Value::Object(_)) => check(each, member, &at, faults),
                Some(_) | None if properties.is_some() => {
                    faults.push(format!("{at}: not described"));
                }
                Some(_) | None => {}
            },
        }
    }
}

fn is_of(wanted: &Value, value: &Value) -> bool {
    let one = |word: &Value| match word.as_str().unwrap() {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type this test does not know: {other}"),
    };
    wanted.as_array().map_or_else(|| one(wanted), |words| words.iter().any(one))
}

#[test]
fn the_check_finds_what_is_not_as_described() {
    let words = || resolved(&DOCUMENT["paths"]["/healthz"]["get"]["responses"]["429"]);
    let schema = &words()["content"]["application/problem+json"]["schema"];
    let problem = json!({
        "type": "urn:anshen:problem:too-many", "title": "t", "status": 429, "detail": "d",
        "reason": "too-many", "text": {"zh": "请", "en": "try"},
    });
    let faults = |changed: &dyn Fn(&mut Value)| {
        let mut problem = problem.clone();
        changed(&mut problem);
        let mut faults = Vec::new();
        check(schema, &problem, "", &mut faults);
        faults.len()
    };
    assert_eq!(faults(&|_| {}), 0);
    assert_eq!(faults(&|problem| problem["status"] = json!("429")), 1);
    assert_eq!(faults(&|problem| problem["colour"] = json!("red")), 1);
    assert_eq!(faults(&|problem| problem["text"] = json!({"zh": "请"})), 1);
}
