//! Written notices, as data.

use access::Question;
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use law::{Language, Words};
use notice::Footing;
use serde_json::{Value, json};

use super::receipts::receipt_path;
use crate::asked::Asked;
use crate::desk::Docket;
use crate::input::Query;
use crate::notices::{Numbered, draft, readable};
use crate::problem::{Problem, both};
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewDocket);
    vec![
        Route::new(Method::GET, "/api/v1/reviews/{id}/notices", asks, list)
            .about("本案的书面通知", "The written notices of a review")
            .tells(Shape::Is(&shapes::NOTICES_SENT)),
        Route::new(Method::GET, "/api/v1/reviews/{id}/notices/{notice}", asks, one)
            .about("一份书面通知", "One written notice")
            .tells(Shape::Is(&shapes::NOTICE_SENT)),
        Route::new(Method::GET, "/api/v1/reviews/{id}/notices/{notice}/text", asks, as_text)
            .about(
                "通知全文（纯文本，可凭核验码或回执查验真伪）",
                "The notice as plain text: the paper that can be verified by its code or receipt",
            )
            .query(const { &[may("in", "文字：zh 或 en", "its language: zh or en")] })
            .as_media("text/plain"),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn list(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let mut told = Vec::new();
    for numbered in readable(&asked, &docket) {
        let text = tell(&asked, &docket, &numbered)?;
        asked.reads(&docket, Document::Notice(numbered.nth), None).await?;
        told.push(text);
    }
    Ok(Json(json!({"notices": told})))
}

async fn one(
    asked: Asked,
    Path((id, nth)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let found = find(&asked, &docket, &nth)?;
    let text = tell(&asked, &docket, &found)?;
    asked.reads(&docket, Document::Notice(found.nth), None).await?;
    Ok(Json(text))
}

async fn as_text(
    asked: Asked,
    Path((id, nth)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Problem> {
    query.only(&["in"])?;
    let docket = asked.docket(&id)?;
    let found = find(&asked, &docket, &nth)?;
    let drafted = draft(&asked, &docket, &found)?;
    let (language, name) = match query.get("in") {
        Some("en") => (Language::En, "en"),
        Some(_) | None => (Language::Zh, "zh"),
    };
    let file = format!("attachment; filename=\"notice-{}-{name}.txt\"", found.nth);
    let file = HeaderValue::from_str(&file).map_err(|error| Problem::broken(&error))?;
    let media = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, notice::text(&drafted, language)).into_response())
}

/// A notice by its number in the docket.
pub fn find(asked: &Asked, docket: &Docket, nth: &str) -> Result<Numbered, Problem> {
    let wanted: u32 = nth.parse().map_err(|_| Problem::not_found())?;
    let found = readable(asked, docket).into_iter().find(|numbered| numbered.nth == wanted);
    found.ok_or_else(Problem::not_found)
}

fn tell(asked: &Asked, docket: &Docket, numbered: &Numbered) -> Result<Value, Problem> {
    let drafted = draft(asked, docket, numbered)?;
    let called_for = match &drafted.footing {
        Footing::Called(cite) => Some(cite),
        Footing::GoodPractice => None,
    };
    let addressees: Vec<String> =
        drafted.addressees.iter().map(|one| one.actor.to_string()).collect();
    let text =
        Words::new(notice::text(&drafted, Language::Zh), notice::text(&drafted, Language::En));
    Ok(json!({
        "notice": numbered.nth, "number": numbered.number, "kind": drafted.kind.word(),
        "entry": drafted.entry, "issued": drafted.issued, "law": drafted.law,
        "called_for_by": called_for, "title": both(&drafted.title),
        "addressees": addressees, "text": both(&text), "code": drafted.code,
        "receipt": receipt_path(docket.id.as_str(), drafted.entry),
    }))
}
