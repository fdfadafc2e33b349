//! What takes two: what was asked for, who confirms; and the rules that a head may choose.

use access::{Deed, Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::destruction::Destroys;
use super::form::{Filled, Trouble};
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
        Route::new(Method::GET, "/four-eyes", asks(Question::FourEyesRead), show)
            .about("两人事项页", "The page of what takes two"),
        Route::new(Method::POST, "/four-eyes", asks(Question::FourEyesAsk), ask)
            .about("提出须经两人之事", "Ask for what takes two"),
        Route::new(Method::POST, "/four-eyes/{id}", asks(Question::FourEyesConfirm), answer)
            .about("确认、拒绝或撤回", "Confirm, refuse, withdraw"),
        Route::new(Method::POST, "/four-eyes/{id}/export", asks(Question::FourEyesRead), export)
            .about("以收件人的公钥加密导出", "Export, sealed to the recipients' keys"),
        Route::new(Method::POST, "/house-rules", asks(Question::HouseRulesEdit), choose)
            .about("选定内部规则", "Choose a rule of the house"),
    ]
}

const ASK: &[Field] = &[
    Field::required("deed", Kind::Text),
    Field::required("about", Kind::Text),
    Field::required("because", Kind::Text),
];

#[derive(Deserialize)]
struct Told {
    requests: Vec<Request>,
}

#[derive(Deserialize)]
struct Request {
    id: String,
    deed: String,
    about: String,
    review: Option<String>,
    number: Option<String>,
    destroys: Option<Destroys>,
    because: String,
    by: String,
    asked_at: Timestamp,
    ends_at: Timestamp,
    state: String,
    answered_by: Option<String>,
    may_confirm: bool,
    declare_first: bool,
    own: bool,
}

impl Request {
    /// Whether whoever looks may take the docket out now.
    fn is_a_ready_export(&self) -> bool {
        self.own && self.deed == Deed::ExportDocket.word() && self.state == "confirmed"
    }
}

struct Row {
    id: String,
    when: String,
    deed: String,
    about: String,
    destroys: Option<String>,
    review: Option<String>,
    because: String,
    by: String,
    state: String,
    answered: String,
    open: bool,
    may_confirm: bool,
    declare_first: bool,
    own: bool,
    exports: bool,
}

#[derive(Template)]
#[template(path = "four_eyes.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    rows: Vec<Row>,
    sealed: Option<bool>,
    may_choose: bool,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    draw(&visit, None).await
}

async fn draw(visit: &Visit, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    asked.person()?;
    let told: Told = visit.read("/api/v1/four-eyes").await?;
    let row = |one: Request| Row {
        exports: one.is_a_ready_export(),
        when: when(t, one.asked_at),
        deed: t.of("deed", &one.deed),
        about: one.number.unwrap_or(one.about),
        destroys: one.destroys.map(|destroys| destroys.words(t)),
        answered: match (&one.answered_by, one.state.as_str()) {
            (Some(by), _) => by.clone(),
            (None, "open") => t.with("emergency-until", &[("until", &when(t, one.ends_at))]),
            (None, _) => String::new(),
        },
        open: one.state == "open",
        state: t.of("two-state", &one.state),
        id: one.id,
        review: one.review,
        because: one.because,
        by: one.by,
        may_confirm: one.may_confirm,
        declare_first: one.declare_first,
        own: one.own,
    };
    let may_read = asked.allows(Question::HouseRulesRead, &Resource::Office);
    let drawn = Page {
        shell: Shell::new(asked, t.get("two-title"), "/four-eyes"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        rows: told.requests.into_iter().map(row).collect(),
        sealed: may_read.then(|| asked.office.opinions.are_sealed()),
        may_choose: asked.allows(Question::HouseRulesEdit, &Resource::Office),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn ask(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let body = Value::Object(filled.json(ASK));
    back(&visit, visit.ask(Method::POST, "/api/v1/four-eyes", body, None).await.err()).await
}

async fn answer(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let path = format!("/api/v1/four-eyes/{id}/answer");
    let body = json!({"answer": filled.one("answer")});
    back(&visit, visit.ask(Method::POST, &path, body, None).await.err()).await
}

/// The keys stand one a line.
async fn export(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let told: Told = visit.read("/api/v1/four-eyes").await?;
    let found = told.requests.into_iter().find(|one| one.id == id && one.is_a_ready_export());
    let review = found.and_then(|one| one.review).ok_or_else(Problem::not_found)?;
    let path = format!("/api/v1/reviews/{review}/exports/sealed");
    let keys: Vec<&str> = filled.one("recipients").unwrap_or_default().split_whitespace().collect();
    match visit.fetch(&path, &json!({"recipients": keys})).await {
        Ok(mut parcel) => {
            *parcel.status_mut() = StatusCode::OK;
            Ok(parcel)
        }
        Err(problem) => back(&visit, Some(problem)).await,
    }
}

async fn choose(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    let sealed = filled.one("opinions_sealed") == Some("true");
    let body = json!({"opinions_sealed": sealed});
    back(&visit, visit.ask(Method::PUT, "/api/v1/house-rules", body, None).await.err()).await
}

/// Back to the page, with what stood against it.
async fn back(visit: &Visit, problem: Option<Problem>) -> Result<Response, Problem> {
    match problem {
        None => Ok(on_to("/four-eyes")),
        Some(problem) if problem.status() == StatusCode::UNAUTHORIZED => Err(problem),
        Some(problem) => draw(visit, Some(&problem)).await,
    }
}
