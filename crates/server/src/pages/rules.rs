//! How people come in: the page on which a head sets it.

use access::{Question, Resource, Role};
use askama::Template;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::form::{Choice, Filled, Trouble};
use super::shell::{Shell, page};
use super::visit::Visit;
use crate::input::{Field, Kind};
use crate::problem::Problem;
use crate::table::{Asks, Route};

const COUNTS: &[Field] = &[
    Field::optional("session_hours", Kind::Position),
    Field::optional("idle_minutes", Kind::Position),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/entrance", Asks::This(Question::SelfRead), show)
            .about("登录规则的页面", "The page of how people come in"),
        Route::new(Method::POST, "/entrance", Asks::This(Question::EntranceEdit), set)
            .about("设定登录规则", "Set how people come in"),
    ]
}

#[derive(Deserialize)]
struct Entrance {
    second_factor_roles: Vec<String>,
    session_hours: u32,
    idle_minutes: u32,
}

#[derive(Template)]
#[template(path = "rules.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    saved: bool,
    may_set: bool,
    roles: Vec<Choice>,
    session_hours: u32,
    idle_minutes: u32,
}

/// Whether something was saved just now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saved {
    Now,
    NotNow,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, None, Saved::NotNow).await
}

async fn draw(visit: &Visit, problem: Option<&Problem>, saved: Saved) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let entrance: Entrance = visit.read("/api/v1/entrance").await?;
    let choice = |role: &Role| Choice {
        value: role.name().to_owned(),
        name: t.of("role", role.name()),
        chosen: entrance.second_factor_roles.iter().any(|one| one == role.name()),
    };
    let drawn = Page {
        shell: Shell::new(asked, t.get("entrance-rules-title"), "/people"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        saved: saved == Saved::Now,
        may_set: asked.allows(Question::EntranceEdit, &Resource::Office),
        roles: Role::ALL.iter().map(choice).collect(),
        session_hours: entrance.session_hours,
        idle_minutes: entrance.idle_minutes,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn set(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let roles: Vec<&str> = filled.all("second_factor_roles").collect();
    let mut body: Map<String, Value> = filled.json(COUNTS);
    body.insert("second_factor".to_owned(), json!(!roles.is_empty()));
    if !roles.is_empty() {
        body.insert("second_factor_roles".to_owned(), json!(roles));
    }
    match visit.ask(Method::PUT, "/api/v1/entrance", body.into(), None).await {
        Ok(_) => draw(&visit, None, Saved::Now).await,
        Err(problem) if problem.reason() == "prove-again" => Err(problem),
        Err(problem) => draw(&visit, Some(&problem), Saved::NotNow).await,
    }
}
