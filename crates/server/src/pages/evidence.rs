//! The evidence of the house on itself, as a page.

use access::Question;
use askama::Template;
use axum::http::Method;
use axum::response::Response;
use serde::Deserialize;

use super::shell::{Shell, ok};
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/office/evidence", Asks::This(Question::MachineRead), show)
            .about("自查证据页", "The page of evidence"),
    ]
}

#[derive(Deserialize)]
struct Evidence {
    at: jiff::Timestamp,
    probes: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    protection: String,
    cryptography: Option<String>,
    control: law::Words,
    found: String,
    seen: law::Words,
}

struct Row {
    control: String,
    clauses: String,
    found: String,
    look: &'static str,
    seen: String,
}

#[derive(Template)]
#[template(path = "evidence.html")]
struct Page {
    shell: Shell,
    at: String,
    rows: Vec<Row>,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    let t = visit.t;
    let told: Evidence = visit.read("/api/v1/evidence").await?;
    let (day, time) = crate::world::beijing(told.at);
    let row = |probe: Told| {
        let mut clauses = format!("GB/T 22239—2019 {}", probe.protection);
        if let Some(chapter) = &probe.cryptography {
            clauses.push_str(&format!(" · GB/T 39786—2021 {chapter}"));
        }
        Row {
            control: t.words(&probe.control).to_owned(),
            clauses,
            look: match probe.found.as_str() {
                "good" => "done",
                "poor" => "late",
                _ => "held",
            },
            found: t.of("evidence", &probe.found),
            seen: t.words(&probe.seen).to_owned(),
        }
    };
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("evidence-title"), "/office/evidence"),
        at: format!("{} {}", t.day(day), time.strftime("%H:%M")),
        rows: told.probes.into_iter().map(row).collect(),
    })
}
