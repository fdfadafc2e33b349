//! A party's filings: the list, and a new one.

use access::{OrganisationKind, Question};
use askama::Template;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::filing::{DRAFT, Filing, KIND, subject_field, text_of};
use super::form::{Asking, Filled, Shape, Trouble};
use super::list::address;
use super::shell::{Shell, ok, on_to, page};
use super::visit::Visit;
use crate::input::{Field, Kind, Query};
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/filings", asks(Question::FilingRead), list)
            .about("申报列表页", "The page of one's filings")
            .query(
                const {
                    &[
                        may("party", "当事人（受托时）", "the party, under a mandate"),
                        may("cursor", "翻页", "where the next page begins"),
                    ]
                },
            ),
        Route::new(Method::GET, "/filings/new", asks(Question::FilingCreate), new)
            .about("新申报页", "The page of a new filing"),
        Route::new(Method::POST, "/filings/new", asks(Question::FilingCreate), create)
            .about("起草申报", "Begin a filing"),
    ]
}

#[derive(Deserialize)]
struct Listed {
    filings: Vec<Filing>,
    next: Option<String>,
}

struct Line {
    id: String,
    title: String,
    kind: String,
    state: String,
    review: Option<String>,
}

#[derive(Template)]
#[template(path = "filings.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<Line>,
    next: Option<String>,
}

async fn list(visit: Visit, query: Query) -> Result<Response, Problem> {
    let mut given = Vec::new();
    for name in ["party", "cursor"] {
        given.extend(query.get(name).map(|value| (name, value)));
    }
    // Counsel has no filings of its own: those of the first party it holds a mandate of.
    let mandate = mandates(&visit).into_iter().next();
    if let (None, Some(party)) = (query.get("party"), &mandate) {
        given.push(("party", party));
    }
    let listed: Listed = visit.read(&address("/api/v1/filings", &given)).await?;
    let t = visit.t;
    let line = |filing: Filing| Line {
        title: text_of(&filing.subject, "title").unwrap_or_else(|| t.get("untitled").to_owned()),
        kind: t.of("option", &filing.kind),
        state: t.of("filing-state", &filing.state),
        review: filing.review,
        id: filing.id,
    };
    ok(&ListPage {
        shell: Shell::new(&visit.asked, t.get("nav-filings"), "/filings"),
        next: listed.next.map(|cursor| address("/filings", &[("cursor", &cursor)])),
        lines: listed.filings.into_iter().map(line).collect(),
    })
}

/// The parties whose mandate the caller holds.
fn mandates(visit: &Visit) -> Vec<String> {
    let credential = visit.asked.credential.as_ref();
    let person = credential.map(|credential| &credential.person);
    let counsel = person.filter(|person| person.kind == OrganisationKind::LawFirm);
    let held = counsel.map(|person| person.mandates_on(visit.asked.today)).unwrap_or_default();
    held.into_iter().map(|party| party.as_str().to_owned()).collect()
}

#[derive(Template)]
#[template(path = "filing_new.html")]
struct NewPage {
    shell: Shell,
    trouble: Option<Trouble>,
    fields: Vec<Asking>,
    key: String,
}

async fn new(visit: Visit) -> Result<Response, Problem> {
    visit.asked.person()?;
    draw_new(&visit, &Filled::default(), None)
}

fn draw_new(
    visit: &Visit,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let t = visit.t;
    let mut fields = vec![Asking::new(t, &KIND, filled, problem)];
    let mandates = mandates(visit);
    if !mandates.is_empty() {
        let party = Field::required("party", Kind::Text);
        let named = mandates.into_iter().map(|id| (id.clone(), id)).collect();
        fields.push(Asking::new(t, &party, filled, problem).called(t.get("party")).among(named));
    }
    fields.push(subject_field(visit, "title", Shape::Line, filled, problem));
    let drawn = NewPage {
        shell: Shell::new(&visit.asked, t.get("new-filing"), "/filings"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &fields)),
        fields,
        key: visit.new_key()?,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn create(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(DRAFT));
    match visit.ask(Method::POST, "/api/v1/filings", body, filled.one("key")).await {
        Ok(made) => {
            let id = made.value.get("id").and_then(Value::as_str).unwrap_or_default();
            Ok(on_to(&format!("/filings/{id}")))
        }
        Err(problem) => draw_new(&visit, &filled, Some(&problem)),
    }
}
