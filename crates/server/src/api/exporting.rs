//! A whole docket taken out of the house: what two people agreed on, once.

use access::{Deed, Question};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::desk::four_eyes;

use crate::asked::Asked;
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
            Method::POST,
            "/api/v1/reviews/{id}/exports",
            Asks::This(Question::ReviewDocket),
            export,
        )
        .of("reviews")
        .about(
            "导出整个卷宗（案件、各条记录、文件清单、可打印的卷宗页）；须先经两人（export-docket），一次有效",
            "Export a whole docket (the case, its entries, the list of its files, the page that is \
             printed); takes two (export-docket) first, and is good for once",
        )
        .tells(Shape::Is(&shapes::EXPORT))
        .conflicts(&[&shapes::TAKES_TWO])
        .gives(201),
    ]
}

async fn export(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    let request = asked.confirmed(Deed::ExportDocket, docket.id.as_str())?;
    let sight = Sight::of(&asked, &docket);
    let entries = docket.review.entries().iter();
    let entries: Vec<Value> =
        entries.map(|entry| view::entry(&asked, &docket, entry, &sight)).collect();
    let frame = docket.review.frame();
    let body = json!({
        "review": docket.id.as_str(), "number": docket.case.number, "case": *docket.case,
        "law": frame.law, "law_hash": frame.law_hash, "positions": docket.review.positions(),
        "position": docket.position(), "entries": entries,
        "page": crate::page::markdown(&asked, &docket), "exported_at": asked.now,
        "request": request.id,
    });
    asked.reads(&docket, Document::Docket, None).await?;
    let now = asked.instant()?;
    let by = asked.recorder(false)?;
    let entry = json!({
        "office": "docket-exported", "request": request.id, "review": docket.id.as_str(),
        "position": docket.position(), "date": asked.today, "by": by,
    });
    asked.record_row(now, &entry, || four_eyes::used(&request.id, &by.account, now)).await?;
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
