//! A written notice as it is read and printed on A4.

use access::Question;
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use law::Language;

use super::shell::{Shell, ok, on_to};
use super::visit::Visit;
use crate::api::{find_notice, receipt_path};
use crate::input::Query;
use crate::notices::draft;
use crate::problem::Problem;
use crate::readings::Document;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewDocket);
    vec![
        Route::new(Method::GET, "/reviews/{id}/notices/{notice}", asks, show)
            .about("书面通知页", "The page of a written notice")
            .query(const { &[may("in", "文字：zh 或 en", "its language: zh or en")] }),
    ]
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Page {
    shell: Shell,
    id: String,
    nth: u32,
    case_number: String,
    case_title: String,
    html: String,
    this: &'static str,
    receipt: Option<String>,
    other: &'static str,
    other_name: &'static str,
    practice: bool,
}

async fn show(
    visit: Visit,
    Path((id, nth)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Problem> {
    query.only(&["in"])?;
    let docket = visit.asked.docket(&id)?;
    if visit.asks_purpose(&docket)? {
        return Ok(on_to(&format!("/reviews/{id}")));
    }
    let found = find_notice(&visit.asked, &docket, &nth)?;
    let drafted = draft(&visit.asked, &docket, &found)?;
    visit.asked.reads(&docket, Document::Notice(found.nth), None).await?;
    let language = match query.get("in") {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        Some(_) | None => visit.asked.language,
    };
    let (this, other, other_name) = match language {
        Language::Zh => ("zh", "en", "English"),
        Language::En => ("en", "zh", "中文"),
    };
    let title = visit.t.words(&drafted.title).to_owned();
    ok(&Page {
        shell: Shell::new(&visit.asked, title, "/reviews"),
        id,
        nth: found.nth,
        case_number: docket.case.number.clone(),
        case_title: docket.case.title.clone(),
        html: notice::html(&drafted, language),
        this,
        receipt: drafted.code.as_ref().map(|_| receipt_path(docket.id.as_str(), drafted.entry)),
        other,
        other_name,
        practice: drafted.footing == notice::Footing::GoodPractice,
    })
}
