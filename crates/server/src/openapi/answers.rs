//! What a route may answer, and in which shape.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::is_anybodys;
use crate::shape::{Schema, Shape};
use crate::shapes::{ALREADY_SUBMITTED, KEY_REUSED, MATERIAL, PROBLEM_SHAPES};
use crate::table::{Hidden, Repeated, Route, Takes};

/// Every answer of a route by its status.
pub fn responses(route: &Route) -> Value {
    let mut responses = Map::new();
    responses.insert(route.gives.0.to_string(), good(route));
    for status in refused(route) {
        let at = format!("#/components/responses/{}", name(status));
        responses.insert(status.to_string(), json!({"$ref": at}));
    }
    let conflicts = conflicts(route);
    if !conflicts.is_empty() {
        responses.insert("409".to_owned(), conflict(&conflicts));
    }
    responses.into()
}

/// Every shape a route may answer in, besides the problems that all routes share.
pub fn shapes(route: &Route) -> Vec<Shape> {
    let conflicts = conflicts(route).into_iter().map(Shape::Is);
    told(route).into_iter().chain(conflicts).collect()
}

fn told(route: &Route) -> Option<Shape> {
    match (route.tells, route.takes) {
        (Some(shape), _) => Some(shape),
        // A file that was kept is told as its filing tells it.
        (None, Takes::File) => Some(Shape::Is(&MATERIAL)),
        (None, Takes::Nothing | Takes::Fields(_) | Takes::Act(_)) => None,
    }
}

fn good(route: &Route) -> Value {
    let (status, media) = route.gives;
    if status == 204 {
        return json!({"description": "已完成 · Done"});
    }
    let schema = match (told(route), media) {
        (Some(shape), "application/json") => json!({"schema": shape.json()}),
        (Some(_) | None, _) => json!({}),
    };
    let mut content = Map::from_iter([(media.to_owned(), schema)]);
    if let Some(other) = route.or_as {
        content.insert(other.to_owned(), json!({"schema": {"type": "string"}}));
    }
    let mut good = json!({"description": "成功 · All is well", "content": content});
    if let (Repeated::AnsweredOnce, Value::Object(members)) = (route.once, &mut good) {
        let replayed = json!({"$ref": "#/components/headers/IdempotentReplayed"});
        members.insert("headers".to_owned(), json!({"Idempotent-Replayed": replayed}));
    }
    good
}

/// The statuses of the problems a route can give, 409 aside.
fn refused(route: &Route) -> Vec<u16> {
    let names_something = route.path.contains('{');
    let takes_something = !matches!(route.takes, Takes::Nothing);
    let mut statuses = vec![401, 429, 500];
    if names_something || takes_something {
        statuses.push(400);
    }
    if takes_something {
        statuses.push(408);
    }
    if !is_anybodys(route) || route.method != Method::GET {
        statuses.push(403);
    }
    if names_something || route.hides == Hidden::ByRequest {
        statuses.push(404);
    }
    // What was destroyed with a case, or withdrawn from the shelf, is told to have been.
    let of_a_case = ["/api/v1/reviews/{id}", "/api/v1/filings/{id}", "/api/v1/law/texts/"];
    if of_a_case.iter().any(|path| route.path.starts_with(path)) {
        statuses.push(410);
    }
    match route.takes {
        Takes::Nothing => {}
        Takes::Fields(_) | Takes::Act(_) => statuses.extend([413, 415]),
        Takes::File => statuses.push(413),
    }
    let reads_something = takes_something || !route.query.is_empty();
    if reads_something || route.method == Method::POST {
        statuses.push(422);
    }
    statuses.sort_unstable();
    statuses
}

/// What a route may be refused for with 409.
fn conflicts(route: &Route) -> Vec<&'static Schema> {
    let mut all = route.conflicts.to_vec();
    // What was handed in is on record: nobody changes it, nor hands it in again.
    let changes = route.method != Method::GET && route.path.starts_with("/api/v1/filings/{id}");
    if changes {
        all.push(&ALREADY_SUBMITTED);
    }
    if route.once == Repeated::AnsweredOnce {
        all.push(&KEY_REUSED);
    }
    all
}

fn conflict(schemas: &[&'static Schema]) -> Value {
    let each: Vec<Value> = schemas.iter().map(|schema| Shape::Is(schema).json()).collect();
    let told: Vec<String> =
        schemas.iter().map(|schema| format!("{} · {}", schema.zh, schema.en)).collect();
    let schema = match each.as_slice() {
        [only] => only.clone(),
        several => json!({"anyOf": several}),
    };
    json!({
        "description": told.join("; "),
        "content": {"application/problem+json": {"schema": schema}},
    })
}

/// The shapes of the problems that all routes share.
pub fn problem_shapes() -> impl Iterator<Item = Shape> {
    PROBLEM_SHAPES.iter().map(|(_, _, _, shape)| *shape)
}

/// The answers that all routes share.
pub fn problems() -> Value {
    let each = PROBLEM_SHAPES.iter().map(|(status, zh, en, shape)| {
        let mut answer = json!({
            "description": format!("{zh} · {en}"),
            "content": {"application/problem+json": {"schema": shape.json()}},
        });
        if let (Some(header), Value::Object(members)) = (header_of(*status), &mut answer) {
            members.insert("headers".to_owned(), header);
        }
        (name(*status).to_owned(), answer)
    });
    Value::Object(each.collect())
}

fn header_of(status: u16) -> Option<Value> {
    match status {
        401 => Some(json!({"WWW-Authenticate": {"$ref": "#/components/headers/Authenticate"}})),
        429 => Some(json!({"Retry-After": {"$ref": "#/components/headers/RetryAfter"}})),
        _ => None,
    }
}

/// Headers of answers.
pub fn headers() -> Value {
    json!({
        "RetryAfter": {"required": true, "schema": {"type": "integer", "minimum": 1},
            "description": "多少秒后再试 · Seconds after which to try again"},
        "Authenticate": {"required": true, "schema": {"type": "string"},
            "description": "Bearer"},
        "IdempotentReplayed": {"schema": {"type": "string", "enum": ["true"]},
            "description": "此前已办理，所答与当时相同 · Done before: the answer is the one given then"},
    })
}

fn name(status: u16) -> &'static str {
    match status {
        400 => "Unreadable",
        401 => "NotSignedIn",
        403 => "NotPermitted",
        404 => "NotFound",
        408 => "TooSlow",
        410 => "Destroyed",
        413 => "TooLarge",
        415 => "MediaType",
        422 => "Invalid",
        429 => "TooMany",
        _ => "Broken",
    }
}
