//! Written notices, as data.

use access::Question;
use axum::Json;
use axum::extract::Path;
use axum::http::Method;
use law::{Language, Words};
use notice::Footing;
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::notices::{Numbered, draft, readable};
use crate::problem::{Problem, both};
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};

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
        "addressees": addressees, "text": both(&text),
    }))
}
