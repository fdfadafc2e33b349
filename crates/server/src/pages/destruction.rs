//! Destroying content of a closed case, and what stands in the place of what was destroyed.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::entries::{files_gone, words};
use super::form::{Asking, Filled, Shape, Trouble};
use super::readings::when;
use super::shell::{Shell, ok, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::api::DESTROY;
use crate::desk::Docket;
use crate::destruction::Gone;
use crate::input::Field;
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::view::about_entry;

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ContentDestroy);
    let (form, one) = ("/reviews/{id}/destroy", "/reviews/{id}/destroy/{request}");
    vec![
        Route::new(Method::GET, form, asks, show)
            .about("销毁内容页", "The page for destroying content"),
        Route::new(Method::POST, form, asks, ask)
            .about("提出销毁", "Ask that content be destroyed"),
        Route::new(Method::POST, one, asks, carry_out)
            .about("执行销毁", "Destroy what another confirmed"),
    ]
}

/// What two people agree on, as the API tells it.
#[derive(Deserialize)]
pub struct Destroys {
    what: String,
    entry: Option<u32>,
    sha256: Option<String>,
    ground: String,
    retained_until: Option<Date>,
}

impl Destroys {
    /// In words.
    pub fn words(&self, t: Speech) -> String {
        let what = match (self.entry, &self.sha256) {
            (Some(number), _) => t.with("destroy-entry", &[("number", &number.to_string())]),
            (None, Some(hash)) => {
                let short: String = hash.chars().take(16).collect();
                t.with("destroy-file", &[("hash", &short)])
            }
            (None, None) => t.of("destroy-what", &self.what),
        };
        let ground = t.of("ground", &self.ground);
        match self.retained_until {
            None => format!("{what} · {ground}"),
            Some(day) => format!("{what} · {ground} {}", t.day(day)),
        }
    }
}

/// That something was destroyed, in words: when, on what ground, by whom by role, why.
pub fn told(t: Speech, gone: &Gone) -> String {
    let law = t.of("law", &gone.law);
    let article = match &gone.article {
        Some(cite) => format!("{law} {}", t.words(&cite.words())),
        None => t.get("destroyed-no-article").to_owned(),
    };
    t.with(
        "destroyed-told",
        &[
            ("day", &t.day(gone.on)),
            ("ground", &t.of("ground", gone.ground.word())),
            ("article", &article),
            ("asked", &t.of("role", &gone.asked_by)),
            ("confirmed", &t.of("role", &gone.confirmed_by)),
            ("because", &gone.because),
        ],
    )
}

#[derive(Deserialize)]
struct Requests {
    requests: Vec<Request>,
}

#[derive(Deserialize)]
struct Request {
    id: String,
    review: Option<String>,
    destroys: Option<Destroys>,
    because: String,
    by: String,
    asked_at: Timestamp,
    state: String,
    own: bool,
}

struct Row {
    id: String,
    when: String,
    what: String,
    because: String,
    by: String,
    state: String,
    ready: bool,
}

#[derive(Template)]
#[template(path = "destroy.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    trouble: Option<Trouble>,
    form: Vec<Asking>,
    rows: Vec<Row>,
    done: Vec<String>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    draw(&visit, &id, &Filled::default(), None).await
}

async fn draw(
    visit: &Visit,
    id: &str,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let docket = asked.docket(id)?;
    let all: Requests = visit.read("/api/v1/four-eyes").await?;
    let own = all.requests.into_iter().filter(|one| one.review.as_deref() == Some(id));
    let rows = own.filter_map(|one| {
        let destroys = one.destroys?;
        Some(Row {
            when: when(t, one.asked_at),
            what: destroys.words(t),
            ready: one.own && one.state == "confirmed",
            state: t.of("two-state", &one.state),
            id: one.id,
            because: one.because,
            by: one.by,
        })
    });
    let rows = rows.collect();
    let done: Told = visit.read(&format!("/api/v1/reviews/{id}/destructions")).await?;
    let form = form(visit, &docket, filled, problem);
    let drawn = Page {
        shell: Shell::new(asked, t.get("destroy-title"), "/reviews"),
        id: id.to_owned(),
        number: docket.case.number.clone(),
        trouble: problem.map(|problem| Trouble::new(t, problem, &form)),
        form,
        rows,
        done: done.destructions.iter().map(|one| one.words(t)).collect(),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

/// The fields of the form: entries and files are chosen among those of the docket.
fn form(visit: &Visit, docket: &Docket, filled: &Filled, problem: Option<&Problem>) -> Vec<Asking> {
    let t = visit.t;
    let asking = |field: &Field| {
        let mut asking = Asking::new(t, field, filled, problem);
        asking.label = t.of("destroy-field", field.name);
        asking.hint = t.find(&format!("destroy-hint-{}", field.name)).map(str::to_owned);
        let kind = if field.name == "ground" { "ground" } else { "destroy-what" };
        for choice in &mut asking.choices {
            choice.name = t.of(kind, &choice.value);
        }
        let suggested = |asking| Asking { shape: Shape::Suggested, ..asking };
        match field.name {
            "entry" => suggested(asking).among(entries(visit, docket)),
            "sha256" => suggested(asking).among(files(visit, docket)),
            _ => asking,
        }
    };
    DESTROY.iter().map(asking).collect()
}

/// The entries that can go: value and name.
fn entries(visit: &Visit, docket: &Docket) -> Vec<(String, String)> {
    let asked = &visit.asked;
    let all = docket.review.entries().iter().skip(1);
    let there = all.filter(|entry| {
        let about = Resource::Entry(about_entry(asked, docket, entry));
        let beside = docket.beside(entry.number);
        let there = beside.is_some_and(|beside| beside.destroyed.is_none());
        there && asked.allows(Question::EntryRead, &about)
    });
    let name = |number: u32, act: String| {
        let short: String = act.chars().take(40).collect();
        (number.to_string(), format!("{number}. {short}"))
    };
    there.map(|entry| name(entry.number, words(entry, asked.language))).collect()
}

/// The files that can go: SHA-256 and name.
fn files(visit: &Visit, docket: &Docket) -> Vec<(String, String)> {
    let gone = files_gone(&visit.asked, docket);
    let filed = docket.case.materials.iter().map(|file| (&file.sha256, &file.name));
    let attached = docket.beside.iter().flat_map(|beside| &beside.files);
    let attached = attached.map(|file| (&file.sha256, &file.name));
    let there = filed.chain(attached).filter(|(hash, _)| !gone.contains(*hash));
    there.map(|(hash, name)| (hash.clone(), name.clone())).collect()
}

async fn ask(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    visit.asked.docket(&id)?;
    let body = Value::Object(filled.json(DESTROY));
    let path = format!("/api/v1/reviews/{id}/destructions");
    match visit.ask(Method::POST, &path, body, None).await {
        Ok(_) => Ok(on_to(&format!("/reviews/{id}/destroy"))),
        Err(problem) => back(&visit, &id, &filled, problem).await,
    }
}

async fn carry_out(
    visit: Visit,
    Path((id, request)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.asked.docket(&id)?;
    let path = format!("/api/v1/reviews/{id}/destructions/{request}");
    match visit.ask(Method::POST, &path, Value::Null, None).await {
        Ok(_) => Ok(on_to(&format!("/reviews/{id}"))),
        Err(problem) => back(&visit, &id, &Filled::default(), problem).await,
    }
}

/// Back to the page with what stood against it, where it is something that a person can mend.
async fn back(
    visit: &Visit,
    id: &str,
    filled: &Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    match problem.status() {
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
            draw(visit, id, filled, Some(&problem)).await
        }
        _ => Err(problem),
    }
}

#[derive(Deserialize)]
struct Told {
    number: String,
    destructions: Vec<Destroyed>,
}

#[derive(Deserialize)]
struct Destroyed {
    what: String,
    entry: Option<u32>,
    entries: u32,
    files: Vec<String>,
    destroyed: Gone,
    seq: u64,
}

impl Destroyed {
    /// What was destroyed, and what is told of it.
    fn words(&self, t: Speech) -> String {
        let files = self.files.len().to_string();
        let what = match self.entry {
            Some(number) => t.with("destroy-entry", &[("number", &number.to_string())]),
            None => t.of("destroy-what", &self.what),
        };
        let counts = [("entries", self.entries.to_string()), ("files", files)];
        let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
        let counted = t.with("destroyed-counted", &counts);
        let seq = t.with("destroyed-seq", &[("seq", &self.seq.to_string())]);
        format!("{what} ({counted}) · {seq} {}", told(t, &self.destroyed))
    }
}

#[derive(Template)]
#[template(path = "destroyed.html")]
struct InItsPlace {
    shell: Shell,
    number: String,
    done: Vec<String>,
}

/// What stands in the place of a docket that was destroyed.
pub async fn in_its_place(visit: &Visit, id: &str) -> Result<Response, Problem> {
    let told: Told = visit.read(&format!("/api/v1/reviews/{id}/destructions")).await?;
    let t = visit.t;
    ok(&InItsPlace {
        shell: Shell::new(&visit.asked, t.get("destroyed-title"), "/reviews"),
        number: told.number,
        done: told.destructions.iter().map(|one| one.words(t)).collect(),
    })
}
