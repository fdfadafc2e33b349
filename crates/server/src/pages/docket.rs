//! The docket as it is printed: the same text that a test file holds.

use access::Question;
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;

use super::shell::{Shell, ok, on_to};
use super::visit::Visit;
use crate::problem::Problem;
use crate::readings::Document;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewDocket);
    vec![
        Route::new(Method::GET, "/reviews/{id}/docket", asks, show)
            .about("可打印的卷宗", "The docket, for printing"),
    ]
}

#[derive(Template)]
#[template(path = "docket.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    title: String,
    text: String,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let docket = visit.asked.docket(&id)?;
    if visit.asks_purpose(&docket)? {
        return Ok(on_to(&format!("/reviews/{id}")));
    }
    visit.asked.reads(&docket, Document::Docket, None).await?;
    let title = format!("{} {}", visit.t.get("printed-docket"), docket.case.number);
    ok(&Page {
        shell: Shell::new(&visit.asked, title, "/reviews"),
        text: crate::page::markdown(&visit.asked, &docket),
        number: docket.case.number.clone(),
        title: docket.case.title.clone(),
        id,
    })
}
