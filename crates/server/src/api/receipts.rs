//! Receipts of entries.

use access::{Question, Resource};
use axum::extract::Path;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};

use crate::asked::Asked;
use crate::problem::Problem;
use crate::readings::Document;
use crate::receipts::receipt;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};
use crate::view::about_entry;

/// Where the receipt of an entry is.
pub fn receipt_path(review: &str, entry: u32) -> String {
    format!("/api/v1/reviews/{review}/receipts/{entry}")
}

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::EntryRead);
    vec![
        Route::new(Method::GET, "/api/v1/reviews/{id}/receipts/{entry}", asks, read)
            .of("reviews")
            .about(
                "一条记录的回执：办公室以 Ed25519 与 SM2 签名的记载、审查链包含证明与检查点。\
                 同一人每次所得的记载与签名相同，证明与检查点可能更新；可用 anshen verify 离线核验",
                "The receipt of an entry: what the office recorded, signed by Ed25519 and SM2, \
                 with its proof of inclusion and a checkpoint. The same reader gets the same \
                 statement and signatures every time; proof and checkpoint may be newer. \
                 `anshen verify` checks it offline",
            )
            .tells(Shape::Is(&shapes::RECEIPT_SIGNED))
            .conflicts(&[&shapes::NO_KEYS]),
    ]
}

async fn read(
    asked: Asked,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Problem> {
    asked.person()?;
    let docket = asked.docket_known(&id)?;
    let wanted: u32 = number.parse().map_err(|_| Problem::not_found())?;
    let entry = docket.review.entries().iter().find(|entry| entry.number == wanted);
    let entry = entry.ok_or_else(Problem::not_found)?;
    asked.may(&Resource::Entry(about_entry(&asked, &docket, entry)))?;
    let receipt = receipt(&asked, &docket, entry).await?;
    // What opens the commitment is the whole line of the record.
    if receipt.opening.is_some() {
        asked.reads(&docket, Document::Docket, None).await?;
    }
    let code = &receipt.statement.code;
    let disposition = format!("attachment; filename=\"receipt-{code}.json\"");
    let disposition = HeaderValue::from_str(&disposition);
    let disposition = disposition.map_err(|error| Problem::broken(&error))?;
    let media = HeaderValue::from_static("application/json");
    let headers = [(header::CONTENT_DISPOSITION, disposition), (header::CONTENT_TYPE, media)];
    Ok((headers, receipt.write()).into_response())
}
