//! The clerk's desk: holiday notices, each confirmed by a second person, and the numbering.

use access::{PersonId, Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::form::{Asking, Filled, Shape, Trouble};
use super::shell::{Shell, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::{Field, Kind};
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::world::beijing;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/calendar", asks(Question::NoticeRead), show)
            .about("放假通知与编号页", "The page of holiday notices and numbering"),
        Route::new(Method::POST, "/calendar", asks(Question::NoticeImport), import)
            .about("录入放假通知", "Bring in a holiday notice"),
        Route::new(Method::POST, "/calendar/{id}/confirm", asks(Question::NoticeConfirm), confirm)
            .about("确认放假通知", "Confirm a holiday notice"),
    ]
}

const NOTICE: &[Field] = &[Field::required("toml", Kind::Text)];

#[derive(Deserialize)]
struct Notice {
    id: String,
    state: String,
    imported_by: String,
    imported_at: Timestamp,
    confirmed_by: Option<String>,
    confirmed_at: Option<Timestamp>,
    toml: String,
}

struct NoticeRow {
    id: String,
    title: String,
    state: String,
    pending: bool,
    by: String,
    confirmed: String,
    may_confirm: bool,
}

#[derive(Deserialize)]
struct Span {
    due: Date,
    latest: Date,
}

#[derive(Deserialize)]
struct Moved {
    review: String,
    number: Option<String>,
    limit: String,
    from: Span,
    to: Span,
}

struct MovedRow {
    review: String,
    number: String,
    limit: String,
    from: String,
    to: String,
}

struct NumberRow {
    series: String,
    year: i16,
    last: u32,
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    notices: Vec<NoticeRow>,
    told: Option<String>,
    moved: Vec<MovedRow>,
    field: Option<Asking>,
    key: String,
    numbers: Vec<NumberRow>,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    draw(&visit, &Filled::default(), None, None).await
}

async fn draw(
    visit: &Visit,
    filled: &Filled,
    told: Option<(String, Vec<Moved>)>,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let notices: Vec<Notice> = visit.read("/api/v1/calendar/notices").await?;
    let may_import = asked.allows(Question::NoticeImport, &Resource::Office);
    let field = NOTICE.first().filter(|_| may_import);
    let field = field.map(|field| Asking::new(t, field, filled, problem));
    let fields: Vec<Asking> = field.iter().cloned().collect();
    let (told, moved) = told.unzip();
    let numbers = if asked.allows(Question::NumberingRead, &Resource::Office) {
        let taken = asked.office.reader().numbers();
        taken.map_err(|error| Problem::broken(&error))?
    } else {
        Vec::new()
    };
    let drawn = Page {
        shell: Shell::new(asked, t.get("nav-calendar"), "/calendar"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &fields)),
        notices: notices.into_iter().map(|notice| notice_row(visit, notice)).collect(),
        told,
        moved: moved.into_iter().flatten().map(|moved| moved_row(t, moved)).collect(),
        field,
        key: visit.new_key()?,
        numbers: numbers
            .into_iter()
            .map(|(series, year, last)| NumberRow { series, year, last })
            .collect(),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

fn notice_row(visit: &Visit, notice: Notice) -> NoticeRow {
    let t = visit.t;
    let title = notice.toml.lines().find_map(|line| line.trim().strip_prefix("title"));
    let title = title.and_then(|rest| rest.split('"').nth(1)).unwrap_or_default();
    let at = |who: &str, when: Timestamp| {
        let (day, time) = beijing(when);
        format!("{} · {} {}", name(visit, who), t.day(day), time.strftime("%H:%M"))
    };
    let about = Resource::HolidayNotice { imported_by: PersonId::new(&notice.imported_by) };
    let pending = notice.state == "pending";
    let confirmed = notice.confirmed_by.as_deref().zip(notice.confirmed_at);
    NoticeRow {
        title: if title.is_empty() { notice.id.clone() } else { title.to_owned() },
        state: t.of("calendar-state", &notice.state),
        by: at(&notice.imported_by, notice.imported_at),
        confirmed: confirmed.map(|(who, when)| at(who, when)).unwrap_or_default(),
        may_confirm: pending && visit.asked.allows(Question::NoticeConfirm, &about),
        pending,
        id: notice.id,
    }
}

/// The name of an account's holder.
fn name(visit: &Visit, account: &str) -> String {
    let found = visit.asked.office.read(|conn| store::desk::people::account(conn, account));
    found.ok().flatten().map_or_else(|| account.to_owned(), |account| account.name)
}

fn moved_row(t: Speech, moved: Moved) -> MovedRow {
    let span = |span: &Span| match span.due == span.latest {
        true => t.day(span.due),
        false => {
            t.with("range", &[("earliest", &t.day(span.due)), ("latest", &t.day(span.latest))])
        }
    };
    MovedRow {
        limit: t.of("step", &moved.limit),
        from: span(&moved.from),
        to: span(&moved.to),
        number: moved.number.unwrap_or_default(),
        review: moved.review,
    }
}

fn movement(value: &Value, name: &str) -> Vec<Moved> {
    let told = value.get(name).cloned().unwrap_or_default();
    serde_json::from_value(told).unwrap_or_default()
}

async fn import(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let body = Value::Object(filled.json(NOTICE));
    let sent = visit.ask(Method::POST, "/api/v1/calendar/notices", body, filled.one("key")).await;
    match sent {
        Ok(answer) => {
            let moved = movement(&answer.value, "would_move");
            let count = moved.len().to_string();
            let told = visit.t.with("calendar-would-move", &[("count", &count)]);
            draw(&visit, &Filled::default(), Some((told, moved)), None).await
        }
        Err(problem) => draw(&visit, &filled, None, Some(&problem)).await,
    }
}

async fn confirm(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/calendar/notices/{id}/confirm");
    match visit.ask(Method::POST, &path, json!(null), filled.one("key")).await {
        Ok(answer) => {
            let moved = movement(&answer.value, "moved");
            let count = moved.len().to_string();
            let told = visit.t.with("calendar-moved", &[("count", &count)]);
            draw(&visit, &Filled::default(), Some((told, moved)), None).await
        }
        Err(problem) => draw(&visit, &Filled::default(), None, Some(&problem)).await,
    }
}
