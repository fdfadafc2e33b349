//! The record as a whole: how long it is and its root.

use access::{Question, Resource};
use axum::Json;
use axum::http::Method;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/ledger/head", Asks::This(Question::LedgerVerify), head)
            .of("ledger")
            .about("审查链的长度与根", "The size and root of the ledger (RFC 6962)")
            .tells(Shape::Is(&shapes::LEDGER_HEAD)),
    ]
}

async fn head(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let head = asked.office.reader().head().map_err(|error| Problem::broken(&error))?;
    Ok(Json(json!({"size": head.size, "root": head.root.to_string()})))
}
