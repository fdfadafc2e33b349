//! The clock of a demonstration, moved by hand. The page is in no office's table: only a router
//! that is given a clock that can be moved has it.

use access::{Question, Resource};
use askama::Template;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::Value;

use super::form::{Asking, Filled, Shape, Trouble};
use super::shell::{Shell, on_to, page};
use super::visit::Visit;
use crate::input::{Field, Kind};
use crate::problem::Problem;
use crate::table::{Asks, Route};

const CLOCK: &[Field] = &[Field::required("date", Kind::Day)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::SelfRead);
    vec![
        Route::new(Method::GET, "/demo/clock", asks, show)
            .about("拨动演示日期的页面", "The page to move the date"),
        Route::new(Method::POST, "/demo/clock", asks, move_on)
            .about("拨动演示日期", "Move the date of the demonstration on"),
    ]
}

#[derive(Template)]
#[template(path = "clock.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    field: Asking,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let today = vec![("date".to_owned(), visit.asked.today.to_string())];
    draw(&visit, &Filled(today), None)
}

fn draw(visit: &Visit, filled: &Filled, problem: Option<&Problem>) -> Result<Response, Problem> {
    let t = visit.t;
    let [date] = CLOCK else {
        return Err(Problem::not_found());
    };
    let field = Asking::new(t, date, filled, problem);
    let trouble = problem.map(|problem| Trouble::new(t, problem, std::slice::from_ref(&field)));
    let shell = Shell::new(&visit.asked, t.get("clock-title"), "/demo/clock");
    let status = problem.map_or(StatusCode::OK, Problem::status);
    page(status, &Page { shell, trouble, field })
}

async fn move_on(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(CLOCK));
    match visit.ask(Method::POST, "/api/v1/demo/clock", body, None).await {
        Ok(_) => Ok(on_to("/")),
        Err(problem) => draw(&visit, &filled, Some(&problem)),
    }
}
