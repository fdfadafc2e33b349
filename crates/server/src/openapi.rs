//! The description of the API (OpenAPI 3.1), made from the table of routes, and its reader, which
//! needs no outside host.

mod answers;
mod requests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use access::{Question, Resource};
use axum::Router;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::asked::Asked;
use crate::office::Shared;
use crate::problem::Problem;
use crate::shape::{self, Shape};
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/openapi.json", Asks::This(Question::ApiRead), read)
            .of("entrance")
            .about("接口说明（OpenAPI 3.1）", "The description of the API (OpenAPI 3.1)")
            .tells(Shape::Open),
    ]
}

/// The reader of the description, for people.
pub fn pages() -> Router<Shared> {
    SwaggerUi::new("/api/docs")
        .config(Config::from("/api/v1/openapi.json").validator_url("none"))
        .into()
}

async fn read(asked: Asked) -> Result<Response, Problem> {
    static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());
    asked.may(&Resource::Office)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response())
}

/// The document.
pub fn document() -> Value {
    let mut table = crate::api::table();
    table.extend(routes());
    let mut schemas: BTreeMap<&'static str, Value> = shape::common().into();
    let mut paths: Map<String, Value> = Map::new();
    for route in &table {
        answers::shapes(route).iter().for_each(|shape| shape.collect(&mut schemas));
        let path = paths.entry(route.described_path()).or_insert_with(|| json!({}));
        if let Value::Object(methods) = path {
            methods.insert(route.method.as_str().to_lowercase(), operation(route));
        }
    }
    answers::problem_shapes().for_each(|shape| shape.collect(&mut schemas));
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
        "components": {
            "schemas": schemas,
            "responses": answers::problems(),
            "parameters": requests::headers(),
            "headers": answers::headers(),
            "securitySchemes": security_schemes(),
        },
        "security": [{"token": []}, {"session": []}],
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "summary": route.zh,
        "description": format!("{} · {}", route.zh, route.en),
        "operationId": operation_id(route),
        "tags": [route.group],
        "x-access-question": route.asks.name(),
        "parameters": requests::parameters(route),
        "responses": answers::responses(route),
    });
    let Value::Object(members) = &mut operation else {
        return operation;
    };
    if let Some(body) = requests::body(route) {
        members.insert("requestBody".to_owned(), body);
    }
    if is_anybodys(route) {
        let nobody_or = json!([{}, {"token": []}, {"session": []}]);
        members.insert("security".to_owned(), nobody_or);
    }
    operation
}

/// Whether somebody who is not signed in may do it. Held against the policies by a test.
fn is_anybodys(route: &Route) -> bool {
    let anybodys = [
        Question::HealthRead,
        Question::LogRead,
        Question::SignIn,
        Question::ReceiptVerify,
        Question::DaysCompute,
        Question::LawRead,
        Question::ApiRead,
    ];
    anybodys.into_iter().any(|question| route.asks == Asks::This(question))
}

fn operation_id(route: &Route) -> String {
    let path: String =
        route.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words = path.split('-').filter(|word| !word.is_empty());
    let method = route.method.as_str().to_lowercase();
    std::iter::once(method.as_str()).chain(words).collect::<Vec<&str>>().join("-")
}

fn security_schemes() -> Value {
    json!({
        "token": {
            "type": "http", "scheme": "bearer",
            "description": "程序所用的令牌（anshen token create，或 POST /api/v1/tokens） · \
                A program's token (anshen token create, or POST /api/v1/tokens)",
        },
        "session": {
            "type": "apiKey", "in": "cookie", "name": "__Host-anshen",
            "description": "页面所用的会话；无 TLS 的本机为 anshen · \
                A session of pages; named anshen on loopback, where there is no TLS",
        },
    })
}
