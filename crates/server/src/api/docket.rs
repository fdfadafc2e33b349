//! The docket: its entries as data, or the page an officer prints.

use access::Question;
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use review::Consulted;
use serde_json::{Value, json};

use crate::accept::prefers;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};
use crate::view::{self, Sight};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/api/v1/reviews/{id}/docket",
            Asks::This(Question::ReviewDocket),
            read,
        )
        .of("reviews")
        .about(
            "卷宗；Accept: text/markdown 得到可打印的卷宗页",
            "The entries; `Accept: text/markdown` gives the page an officer prints",
        )
        .tells(Shape::Is(&shapes::DOCKET))
        .or_as("text/markdown"),
    ]
}

async fn read(
    asked: Asked,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    if prefers(&headers, "text/markdown") {
        let page = crate::page::markdown(&asked, &docket);
        let media = HeaderValue::from_static("text/markdown; charset=utf-8");
        return Ok(([(header::CONTENT_TYPE, media)], page).into_response());
    }
    let sight = Sight::of(&asked, &docket);
    let frame = docket.review.frame();
    let consulted = frame.consulted.iter().filter(|one| sight.sees(one.body.body()));
    let consulted: Vec<&Consulted> = consulted.collect();
    let entries: Vec<Value> = docket
        .review
        .entries()
        .iter()
        .map(|entry| view::entry(&asked, &docket, entry, &sight))
        .collect();
    let body = json!({
        "review": docket.id.as_str(), "number": docket.case.number,
        "title": docket.case.title, "position": docket.position(),
        "law": frame.law, "positions": docket.review.positions(),
        "consulted": consulted, "entries": entries,
    });
    Ok(Json(body).into_response())
}
