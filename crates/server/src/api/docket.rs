//! The docket: its entries as data, or the page an officer prints.

use std::sync::Arc;

use access::{Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use review::Consulted;
use serde_json::{Value, json};

use crate::accept::prefers;
use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;
use crate::readings::Document;
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
            "卷宗；Accept: text/markdown 得到可打印的卷宗页；只可知梗概者（审计员、内勤）得到各条的\
             序号、日期、行为人和行为",
            "The entries; `Accept: text/markdown` gives the page an officer prints. Who may see \
             the outline alone (auditor, clerk) is told each entry's number, day, actor and act",
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
    let docket = asked.docket(&id).or_else(|problem| outline(&asked, &id, &headers, problem))?;
    let whole = Resource::Review(docket.standing.clone());
    // An outline holds no word of the docket.
    if asked.allows(Question::ReviewDocket, &whole) {
        asked.reads(&docket, Document::Docket, None).await?;
    }
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

/// The docket for who may see its outline and no more: each entry's number, day, actor and act, as
/// data. Where a wall forbids the docket (no declaration, a conflict), there is no outline either.
fn outline(
    asked: &Asked,
    id: &str,
    headers: &HeaderMap,
    problem: Problem,
) -> Result<Arc<Docket>, Problem> {
    let unpermitted = problem.member("policy").is_some_and(|policy| policy == "no-policy-permits");
    if !unpermitted || prefers(headers, "text/markdown") {
        return Err(problem);
    }
    let docket = asked.docket_known(id)?;
    let resource = Resource::Review(docket.standing.clone());
    if asked.allows(Question::DocketOutline, &resource) { Ok(docket) } else { Err(problem) }
}
