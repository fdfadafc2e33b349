//! The description of the API (OpenAPI 3.1), made from the table of routes, and its reader, which
//! needs no outside host.

use access::{Question, Resource};
use axum::Router;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::asked::Asked;
use crate::input::{Field, Kind, acts, schema_of};
use crate::office::Shared;
use crate::problem::Problem;
use crate::table::{Asks, Route, Takes};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/openapi.json", Asks::This(Question::ApiRead), read)
            .of("entrance")
            .about("接口说明（OpenAPI 3.1）", "The description of the API (OpenAPI 3.1)"),
    ]
}

/// The reader of the description, for people.
pub fn pages() -> Router<Shared> {
    SwaggerUi::new("/api/docs")
        .config(Config::from("/api/v1/openapi.json").validator_url("none"))
        .into()
}

async fn read(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let text = serde_json::to_string(&document()).map_err(|error| Problem::broken(&error))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The document.
pub fn document() -> Value {
    let mut table = crate::api::table();
    table.extend(routes());
    let mut paths: Map<String, Value> = Map::new();
    for route in &table {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(route.method.as_str().to_lowercase(), operation(route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "安审 Anshen",
            "version": "1",
            "description": "网络安全审查。错误一律为 RFC 9457 problem，含 zh 与 en 文本。 · Cybersecurity review. \
                Every error is an RFC 9457 problem with texts in zh and en.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": components(),
        "security": [{"token": []}, {"session": []}, {}],
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "summary": route.zh,
        "description": format!("{} · {}", route.zh, route.en),
        "operationId": operation_id(route),
        "tags": [route.group],
        "x-access-question": route.asks.name(),
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let (Value::Object(members), Some(body)) = (&mut operation, request_body(route)) {
        members.insert("requestBody".to_owned(), body);
    }
    operation
}

fn operation_id(route: &Route) -> String {
    let path: String =
        route.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words = path.split('-').filter(|word| !word.is_empty());
    let method = route.method.as_str().to_lowercase();
    std::iter::once(method.as_str()).chain(words).collect::<Vec<&str>>().join("-")
}

fn parameters(route: &Route) -> Value {
    let in_path = route.path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
    });
    let in_query = route.query.iter().map(|parameter| {
        json!({"name": parameter.name, "in": "query", "required": parameter.required,
               "description": format!("{} · {}", parameter.zh, parameter.en),
               "schema": {"type": "string"}})
    });
    let mut all: Vec<Value> = in_path.chain(in_query).collect();
    if route.method == Method::POST {
        all.push(json!({"$ref": "#/components/parameters/IdempotencyKey"}));
    }
    all.push(json!({"$ref": "#/components/parameters/AcceptLanguage"}));
    all.into()
}

fn request_body(route: &Route) -> Option<Value> {
    let schema = match route.takes {
        Takes::Nothing => return None,
        Takes::Fields(fields) => schema_of(fields),
        Takes::Act(beside) => act_schema(beside),
        Takes::File => {
            return Some(json!({"required": true, "content": {"application/octet-stream": {}}}));
        }
    };
    Some(json!({"required": true, "content": {"application/json": {"schema": schema}}}))
}

/// One schema for each act, told apart by `act`.
fn act_schema(beside: &[Field]) -> Value {
    let each = acts().iter().map(|known| {
        let mut fields = vec![Field::required("act", Kind::Text)];
        fields.extend(known.fields);
        let own = |field: &&Field| known.fields.iter().all(|known| known.name != field.name);
        fields.extend(beside.iter().filter(own));
        let mut schema = schema_of(&fields);
        if let Some(act) = schema.pointer_mut("/properties/act") {
            *act = json!({"const": known.act});
        }
        schema
    });
    json!({"oneOf": each.collect::<Vec<Value>>()})
}

fn responses(route: &Route) -> Value {
    let (status, media) = route.gives;
    let mut responses = Map::new();
    let good = if status == 204 {
        json!({"description": "已完成 · Done"})
    } else {
        json!({"description": "成功 · All is well", "content": {media: {}}})
    };
    responses.insert(status.to_string(), good);
    let mut refused = vec!["401", "403", "404", "422", "429"];
    match route.takes {
        Takes::Nothing => {}
        Takes::Fields(_) | Takes::Act(_) => refused.extend(["409", "413", "415"]),
        Takes::File => refused.extend(["409", "413"]),
    }
    for status in refused {
        responses.insert(status.to_owned(), json!({"$ref": "#/components/responses/Problem"}));
    }
    responses.into()
}

fn components() -> Value {
    let problem = json!({
        "type": "object",
        "required": ["type", "title", "status", "detail", "reason", "text"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "reason": {"type": "string", "description": "stable id"},
            "article": {"type": "string"},
            "basis": {"type": "object"},
            "text": {"$ref": "#/components/schemas/Words"},
            "faults": {"type": "array", "items": {
                "type": "object", "required": ["pointer", "text"],
                "properties": {"pointer": {"type": "string"},
                               "text": {"$ref": "#/components/schemas/Words"}}}},
            "position": {"type": "integer"},
            "entries": {"type": "array", "items": {"type": "object"}},
        },
    });
    json!({
        "schemas": {
            "Problem": problem,
            "Words": {"type": "object", "required": ["zh", "en"],
                      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
            "Actor": {"type": "string",
                      "examples": ["party", "office", "unit:miit", "department:nea"]},
        },
        "responses": {"Problem": {
            "description": "RFC 9457",
            "content": {"application/problem+json":
                        {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }},
        "parameters": {
            "IdempotencyKey": {"name": "Idempotency-Key", "in": "header", "required": false,
                "description": "同一键重复发送只办理一次；内容不同则 409 key-reused。PUT 与 DELETE \
                    本身可重复；令牌、账户与链接每次新发，其秘密只显示一次。 · \
                    Sent twice with one key it is done once; another body under it is 409 \
                    key-reused. PUT and DELETE may be repeated as they are; tokens, accounts \
                    and links are made anew each time, their secret is shown once.",
                "schema": {"type": "string", "maxLength": 200}},
            "AcceptLanguage": {"name": "Accept-Language", "in": "header", "required": false,
                "schema": {"type": "string", "default": "zh"}},
        },
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "__Host-anshen"},
        },
    })
}
