//! Emergencies: who opened a case that he may not see, and opening one.

use access::{OrganisationKind, Question, Role};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::form::{Asking, Filled, Shape, Trouble};
use super::readings::when;
use super::shell::{Shell, on_to, page};
use super::visit::Visit;
use crate::input::{Field, Kind};
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/emergencies", asks(Question::EmergencyRead), show)
            .about("紧急查阅页", "The page of emergencies"),
        Route::new(Method::POST, "/emergencies", asks(Question::BreakGlass), begin)
            .about("紧急查阅", "Break the glass"),
        Route::new(Method::POST, "/emergencies/{id}/end", asks(Question::EmergencyEnd), end)
            .about("终止紧急查阅", "End an emergency"),
    ]
}

const BREAK: &[Field] =
    &[Field::required("review", Kind::Text), Field::required("because", Kind::Text)];

#[derive(Deserialize)]
struct Told {
    emergencies: Vec<Emergency>,
}

#[derive(Deserialize)]
struct Emergency {
    id: String,
    review: String,
    number: Option<String>,
    name: String,
    role: String,
    because: String,
    began_at: Timestamp,
    ends_at: Timestamp,
    state: String,
    ended_by: Option<String>,
    readings: u32,
}

struct Row {
    id: String,
    review: String,
    number: String,
    name: String,
    role: String,
    because: String,
    when: String,
    state: String,
    running: bool,
    may_end: bool,
    read: String,
}

#[derive(Template)]
#[template(path = "emergencies.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    rows: Vec<Row>,
    may_begin: bool,
    form: Vec<Asking>,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    draw(&visit, &Filled::default(), None).await
}

async fn draw(
    visit: &Visit,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let person = asked.person()?;
    let roles = person.roles_on(asked.today);
    let own_name = asked.credential.as_ref().map(|own| own.name.clone()).unwrap_or_default();
    let head = roles.contains(&Role::Head);
    let told: Told = visit.read("/api/v1/emergencies").await?;
    let row = |one: Emergency| {
        let until = when(t, one.ends_at);
        let state = match (one.state.as_str(), &one.ended_by) {
            ("running", _) => t.with("emergency-until", &[("until", &until)]),
            (_, Some(by)) => t.with("emergency-ended-by", &[("name", by)]),
            (_, None) => t.get("emergency-over").to_owned(),
        };
        Row {
            when: when(t, one.began_at),
            number: one.number.unwrap_or_default(),
            role: t.of("role", &one.role),
            running: one.state == "running",
            may_end: head || one.name == own_name,
            read: t.with("emergency-read", &[("count", &one.readings.to_string())]),
            id: one.id,
            review: one.review,
            name: one.name,
            because: one.because,
            state,
        }
    };
    let asking = |field: &Field| {
        let asking = Asking::new(t, field, filled, problem);
        match field.name {
            "review" => Asking { shape: Shape::Line, ..asking }.called(t.get("emergency-number")),
            _ => asking.called(t.get("emergency-because")),
        }
    };
    let form: Vec<Asking> = BREAK.iter().map(asking).collect();
    let office = head || roles.contains(&Role::Officer);
    let unit = person.kind == OrganisationKind::MemberUnit && !roles.is_empty();
    let drawn = Page {
        shell: Shell::new(asked, t.get("emergency-title"), "/emergencies"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &form)),
        rows: told.emergencies.into_iter().map(row).collect(),
        may_begin: office || unit,
        form,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn begin(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    visit.asked.person()?;
    let body = Value::Object(filled.json(BREAK));
    match visit.ask(Method::POST, "/api/v1/emergencies", body, None).await {
        Ok(begun) => {
            let review = begun.value.get("review").and_then(Value::as_str).unwrap_or_default();
            Ok(on_to(&format!("/reviews/{review}")))
        }
        Err(problem) => draw(&visit, &filled, Some(&problem)).await,
    }
}

async fn end(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.person()?;
    let path = format!("/api/v1/emergencies/{id}");
    visit.ask(Method::DELETE, &path, Value::Null, None).await?;
    Ok(on_to("/emergencies"))
}
