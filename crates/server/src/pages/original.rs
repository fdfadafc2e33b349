//! The step before an original: what it is, what is to be known of it, and what a copy spares its
//! reader. The original itself comes from the API.

use access::Question;
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;

use super::entries::size;
use super::shell::{Shell, ok};
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(
            Method::GET,
            "/filings/{id}/materials/{material}",
            asks(Question::MaterialRead),
            of_filing,
        )
        .about("材料原件页", "The step before a material's original"),
        Route::new(Method::GET, "/reviews/{id}/files/{file}", asks(Question::EntryRead), of_review)
            .about("卷内文件原件页", "The step before a file's original"),
    ]
}

#[derive(Deserialize)]
struct Told {
    name: String,
    media_type: String,
    bytes: u64,
    sha256: String,
    remarks: Vec<Remark>,
}

#[derive(Deserialize)]
struct Remark {
    text: law::Words,
}

#[derive(Template)]
#[template(path = "original.html")]
struct Page {
    shell: Shell,
    name: String,
    media_type: String,
    size: String,
    sha256: String,
    remarks: Vec<String>,
    href: String,
    has_copy: bool,
    back: String,
}

async fn of_filing(
    visit: Visit,
    Path((id, material)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let href = format!("/api/v1/filings/{id}/materials/{material}");
    draw(&visit, href, format!("/filings/{id}")).await
}

async fn of_review(
    visit: Visit,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let href = format!("/api/v1/reviews/{id}/files/{file}");
    draw(&visit, href, format!("/reviews/{id}")).await
}

async fn draw(visit: &Visit, href: String, back: String) -> Result<Response, Problem> {
    let t = visit.t;
    let told: Told = visit.read(&format!("{href}/about")).await?;
    ok(&Page {
        shell: Shell::new(&visit.asked, told.name.clone(), ""),
        name: told.name,
        has_copy: inspect::Kind::of_media(&told.media_type).has_copy(),
        media_type: told.media_type,
        size: size(t, told.bytes),
        sha256: told.sha256,
        remarks: told.remarks.iter().map(|remark| t.words(&remark.text).to_owned()).collect(),
        href,
        back,
    })
}
