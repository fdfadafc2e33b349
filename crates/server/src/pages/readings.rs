//! Readings, declarations: who opened what for what, and who declared what.

use access::{OrganisationKind, Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;

use super::list::address;
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::links::Link;
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/readings", asks(Question::SelfRead), own)
            .about("本人的查阅记录", "One's own readings"),
        Route::new(Method::GET, "/readings/all", asks(Question::AuditRead), all)
            .about("全部查阅记录", "All readings"),
        Route::new(Method::GET, "/reviews/{id}/readings", asks(Question::ReadingsRead), of_review)
            .about("本单位所交文件的查阅记录", "Readings of what one's own house gave"),
        Route::new(
            Method::GET,
            "/reviews/{id}/declarations",
            asks(Question::DeclarationsRead),
            declarations,
        )
        .about("本案的声明", "What was declared about a review"),
    ]
}

#[derive(Deserialize)]
struct Told {
    readings: Vec<Reading>,
    #[serde(default)]
    next: Option<String>,
}

#[derive(Deserialize)]
struct Reading {
    read_at: Timestamp,
    /// The reader's name; of a file told to its giver, the file's.
    name: Option<String>,
    role: String,
    number: Option<String>,
    kind: String,
    item: String,
    purpose: String,
    note: Option<String>,
    emergency: Option<String>,
}

struct Row {
    when: String,
    number: String,
    what: String,
    who: String,
    purpose: String,
    note: String,
    emergency: bool,
}

#[derive(Template)]
#[template(path = "readings.html")]
struct Page {
    shell: Shell,
    back: Option<(String, String)>,
    text: String,
    tabs: Vec<(&'static str, String, bool)>,
    cases: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

/// An instant as people read it, in Beijing.
pub fn when(t: Speech, at: Timestamp) -> String {
    let (day, time) = beijing(at);
    format!("{} {}", t.day(day), time.strftime("%H:%M"))
}

/// What was read, in words.
fn what(t: Speech, kind: &str, item: &str, name: Option<&str>) -> String {
    let word = t.of("document", kind);
    match kind {
        "material" => {
            let material = t.of("option", item);
            name.map_or(material.clone(), |name| format!("{material} {name}"))
        }
        "file" => name.map_or(word.clone(), |name| format!("{word} {name}")),
        "notice" => format!("{word} {item}"),
        _ => word,
    }
}

async fn own(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    visit.asked.person()?;
    by_name(&visit, &query, "/readings", "/api/v1/me/readings").await
}

async fn all(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    by_name(&visit, &query, "/readings/all", "/api/v1/readings").await
}

async fn by_name(
    visit: &Visit,
    query: &Query,
    here: &'static str,
    api: &str,
) -> Result<Response, Problem> {
    query.only(&["cursor"])?;
    let t = visit.t;
    let given: Vec<(&str, &str)> =
        query.get("cursor").map(|at| ("cursor", at)).into_iter().collect();
    let told: Told = visit.read(&address(api, &given)).await?;
    let tabs = tabs(visit, here)?;
    let row = |one: Reading| Row {
        when: when(t, one.read_at),
        number: one.number.unwrap_or_default(),
        what: what(t, &one.kind, &one.item, None),
        who: format!("{} · {}", one.name.unwrap_or_default(), t.of("role", &one.role)),
        purpose: t.of("purpose", &one.purpose),
        note: one.note.unwrap_or_default(),
        emergency: one.emergency.is_some(),
    };
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("readings-title"), "/readings"),
        back: None,
        text: t.get("readings-text").to_owned(),
        tabs,
        cases: true,
        next: told.next.map(|next| address(here, &[("cursor", &next)])),
        rows: told.readings.into_iter().map(row).collect(),
    })
}

/// What stands beside one's own readings: all of them for who audits, and for who may ever need
/// them emergencies and what takes two.
fn tabs(visit: &Visit, here: &str) -> Result<Vec<(&'static str, String, bool)>, Problem> {
    let person = visit.asked.person()?;
    let audits = visit.asked.allows(Question::AuditRead, &Resource::Office);
    let staff = matches!(person.kind, OrganisationKind::Office | OrganisationKind::MemberUnit);
    let office = person.kind == OrganisationKind::Office;
    let places = [
        ("/readings", "readings-own", true),
        ("/readings/all", "readings-all", audits),
        ("/emergencies", "emergency-title", staff),
        ("/four-eyes", "two-title", office),
    ];
    let shown = places.into_iter().filter(|(.., shown)| *shown);
    let tab = |(place, name, _)| (place, visit.t.get(name).to_owned(), place == here);
    Ok(shown.map(tab).collect())
}

async fn of_review(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let docket = visit.asked.docket(&id)?;
    let t = visit.t;
    let told: Told = visit.read(&format!("/api/v1/reviews/{id}/readings")).await?;
    let row = |one: Reading| Row {
        when: when(t, one.read_at),
        number: String::new(),
        what: what(t, &one.kind, &one.item, one.name.as_deref()),
        who: t
            .find(&format!("reader-{}", one.role))
            .map_or_else(|| t.of("role", &one.role), str::to_owned),
        purpose: t.of("purpose", &one.purpose),
        note: String::new(),
        emergency: false,
    };
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("readings-title"), "/reviews"),
        back: Some((format!("/reviews/{id}"), docket.case.number.clone())),
        text: t.get("readings-given-text").to_owned(),
        tabs: Vec::new(),
        cases: false,
        rows: told.readings.into_iter().map(row).collect(),
        next: None,
    })
}

#[derive(Deserialize)]
struct Declared {
    declarations: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    name: String,
    conflict: bool,
    because: Option<String>,
    links: Vec<Link>,
    said_at: Timestamp,
}

struct SaidRow {
    when: String,
    name: String,
    conflict: bool,
    what: String,
    because: String,
    links: Vec<String>,
}

#[derive(Template)]
#[template(path = "declarations.html")]
struct Declarations {
    shell: Shell,
    id: String,
    number: String,
    rows: Vec<SaidRow>,
}

async fn declarations(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let told: Declared = visit.read(&format!("/api/v1/reviews/{id}/declarations")).await?;
    let docket = visit.asked.docket_known(&id)?;
    let t = visit.t;
    let row = |said: Said| SaidRow {
        when: when(t, said.said_at),
        name: said.name,
        conflict: said.conflict,
        what: t.get(if said.conflict { "declared-conflict" } else { "declared-none" }).to_owned(),
        because: said.because.unwrap_or_default(),
        links: said.links.iter().map(|link| t.words(&link.words()).to_owned()).collect(),
    };
    ok(&Declarations {
        shell: Shell::new(&visit.asked, t.get("declarations-title"), "/reviews"),
        number: docket.case.number.clone(),
        id,
        rows: told.declarations.into_iter().map(row).collect(),
    })
}
