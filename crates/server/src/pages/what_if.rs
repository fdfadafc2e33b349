//! A draft of law, or other readings, tried on the cases one may read: a simulation, and marked so.

use access::{Question, Resource};
use askama::Template;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use law::{Positions, Status};
use serde_json::Value;

use super::form::{Choice, Filled, Trouble};
use super::shell::{Shell, page};
use super::visit::Visit;
use super::what_if_found::{FoundShown, found};
use crate::api::WHAT_IF;
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::WhatIf);
    vec![
        Route::new(Method::GET, "/law/what-if", asks, show)
            .about("推演页", "The page of what-ifs")
            .query(const { &[may("law", "推演所用版本", "the version to be tried")] }),
        Route::new(Method::POST, "/law/what-if", asks, try_it)
            .about("推演", "Try a version or other readings"),
    ]
}

/// A question of reading with what can be taken.
struct Reading {
    name: &'static str,
    asks: String,
    values: Vec<Choice>,
}

/// A case that a reader can begin with.
const EXAMPLE: &str =
    r#"{"case":"A","occasion":{"kind":"listing","on":"2021-06-30","users":2000000}}"#;

#[derive(Template)]
#[template(path = "what_if.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    laws: Vec<Choice>,
    states: Vec<Choice>,
    readings: Vec<Reading>,
    readings_taken: bool,
    cases: String,
    example: &'static str,
    found: Option<FoundShown>,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["law"])?;
    let mut filled = Filled::default();
    if let Some(law) = query.get("law") {
        filled.0.push(("law".to_owned(), law.to_owned()));
    }
    draw(&visit, &filled, None, None)
}

async fn try_it(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let body = Value::Object(filled.json(WHAT_IF));
    match visit.ask(Method::POST, "/api/v1/law/what-if", body, None).await {
        Ok(answer) => {
            let found = found(&visit, &filled, answer.value)?;
            draw(&visit, &filled, None, Some(found))
        }
        Err(problem) => draw(&visit, &filled, Some(&problem), None),
    }
}

fn draw(
    visit: &Visit,
    filled: &Filled,
    problem: Option<&Problem>,
    found: Option<FoundShown>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let context = asked.office.context();
    let book = context.book();
    // The newest draft is what one most likely wants to try.
    let draft = book.all().filter(|one| one.status == Status::Draft).last();
    let wanted = filled.one("law").or(draft.map(|one| one.id.as_str())).unwrap_or_default();
    let law = |one: &std::sync::Arc<law::Regime>| Choice {
        value: one.id.to_string(),
        name: t.words(&one.name()).to_owned(),
        chosen: one.id.as_str() == wanted,
    };
    let wanted_state = filled.one("state").unwrap_or("open");
    let state = |word: &&str| Choice {
        value: (*word).to_owned(),
        name: t.of("list-state", word),
        chosen: *word == wanted_state,
    };
    let readings: Vec<Reading> = Positions::NAMES
        .iter()
        .filter_map(|name| {
            let taken = filled.one(&format!("positions.{name}"));
            let rules = book.all().flat_map(|one| &one.position_rules);
            let asks = rules.filter(|rule| rule.id == *name).last()?;
            let value = |value: &str| Choice {
                value: value.to_owned(),
                name: t.reading(name, value),
                chosen: taken == Some(value),
            };
            let values = Positions::values(name)?.into_iter().map(value).collect();
            Some(Reading { name, asks: t.words(&asks.asks).to_owned(), values })
        })
        .collect();
    let drawn = Page {
        shell: Shell::new(asked, t.get("what-if-title"), "/law"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        laws: book.all().map(law).collect(),
        states: ["open", "closed", "all"].iter().map(state).collect(),
        readings_taken: readings.iter().any(|one| one.values.iter().any(|it| it.chosen)),
        readings,
        cases: filled.one("cases").unwrap_or_default().to_owned(),
        example: EXAMPLE,
        found,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}
