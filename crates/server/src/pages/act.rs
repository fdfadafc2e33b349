//! The page of one act: its fields, the files it hands in, and what stood against it.

use access::{ActName, Question, Resource, actor_for};
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use review::{Actor, BodyId, Permission, Refusal};
use serde_json::{Map, Value, json};

use super::entries::{EntryRow, entry_rows, size, words};
use super::form::{Asking, Choice, Filled, Shape, Trouble};
use super::names::Names;
use super::parts::{Parts, Upload, read_parts};
use super::permissions::{article, refusal_now};
use super::shell::{Shell, on_to, page};
use super::traces::{self, TraceShown};
use super::visit::Visit;
use crate::desk::{Docket, always_decides, moment};
use crate::explaining::{self, ReadableEntries};
use crate::input::{ActFields, Field, Kind, Query, acts};
use crate::problem::Problem;
use crate::table::{Asks, Route, may};
use crate::view::Sight;

/// Routes.
pub fn routes() -> Vec<Route> {
    let path = "/reviews/{id}/acts/{act}";
    vec![
        Route::new(Method::GET, path, Asks::TheAct, show)
            .about("办理一项行为的页面", "The page of an act")
            .query(const { &[may("for", "代谁录入", "for whom, from paper")] }),
        Route::new(Method::POST, path, Asks::TheAct, carry_out).about("办理一项行为", "Do an act"),
    ]
}

/// Fields of a page besides those of the act.
const BESIDE: &[Field] = &[
    Field::required("position", Kind::Position),
    Field::optional("dated", Kind::Day),
    Field::optional("on_paper_for", Kind::Body),
    Field::optional("files", Kind::Ids),
];

/// A file that was sent and that no act names yet.
struct WaitingFile {
    id: String,
    name: String,
    about: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "act.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    case_title: String,
    act: String,
    act_name: String,
    position: u32,
    key: String,
    on_paper_for: Option<(String, String)>,
    trouble: Option<Trouble>,
    /// Why it is not to be done now, and under which article.
    not_now: Option<(String, String)>,
    why: Option<TraceShown>,
    fields: Vec<Asking>,
    dated: Option<Asking>,
    waiting: Vec<WaitingFile>,
    since: Vec<EntryRow>,
    danger: bool,
}

async fn show(
    visit: Visit,
    Path((id, act)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Problem> {
    let (docket, known) = find(&visit, &id, &act, query.get("for"))?;
    let mut filled = Filled::default();
    if let Some(other) = query.get("for") {
        filled.0.push(("on_paper_for".to_owned(), other.to_owned()));
    }
    filled.0.extend(filled_in(&visit, &docket, known));
    draw(&visit, &docket, known, &filled, None)
}

/// The docket and the act, if the caller may do it, or may enter it for somebody.
fn find(
    visit: &Visit,
    id: &str,
    act: &str,
    on_paper_for: Option<&str>,
) -> Result<(std::sync::Arc<Docket>, &'static ActFields), Problem> {
    let asked = &visit.asked;
    asked.person()?;
    let docket = asked.docket_known(id)?;
    let known = acts().iter().find(|known| known.act == act).ok_or_else(Problem::not_found)?;
    let name = ActName::of_word(act).ok_or_else(Problem::not_found)?;
    let resource = Resource::Review(docket.standing.clone());
    let question = if on_paper_for.is_some() { Question::PaperEnter } else { Question::Act(name) };
    asked.may_ask(question, &resource)?;
    Ok((docket, known))
}

/// What a form can fill in by itself.
fn filled_in(visit: &Visit, docket: &Docket, known: &ActFields) -> Vec<(String, String)> {
    let mut filled = Vec::new();
    let has = |name: &str| known.fields.iter().any(|field| field.name == name);
    let mut open = docket.review.open_requests();
    if let (true, Some(request), None) = (has("request"), open.next(), open.next()) {
        filled.push(("request".to_owned(), request.number.to_string()));
    }
    let body = visit.asked.credential.as_ref().and_then(|one| one.person.body.clone());
    let replied = |body: &BodyId| {
        let round = docket.review.round();
        round.and_then(|round| round.body(body)).is_some_and(|asked| asked.met.is_some())
    };
    if has("again") && body.as_ref().is_some_and(replied) {
        filled.push(("again".to_owned(), "true".to_owned()));
    }
    filled
}

async fn carry_out(
    visit: Visit,
    Path((id, act)): Path<(String, String)>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let upload =
        Upload { method: Method::POST, path: format!("/api/v1/reviews/{id}/files"), along: &[] };
    let Parts { mut filled, files, stopped } = read_parts(&visit, multipart, &upload).await?;
    let (docket, known) = find(&visit, &id, &act, filled.one("on_paper_for"))?;
    for file in files {
        filled.0.push(("files".to_owned(), file));
    }
    if let Some(problem) = stopped {
        return draw(&visit, &docket, known, &filled, Some(&problem));
    }
    let mut body: Map<String, Value> = Map::new();
    body.insert("act".to_owned(), json!(act));
    body.extend(filled.json(BESIDE));
    body.extend(filled.json(known.fields));
    let path = format!("/api/v1/reviews/{id}/acts");
    match visit.ask(Method::POST, &path, Value::Object(body), filled.one("key")).await {
        Ok(done) => {
            let entry = done.value.get("position").and_then(Value::as_u64).unwrap_or(0);
            Ok(on_to(&format!("/reviews/{id}#entry-{entry}")))
        }
        Err(problem) => {
            // The docket may have moved, or be hidden now.
            let docket = visit.asked.docket_known(&id)?;
            draw(&visit, &docket, known, &filled, Some(&problem))
        }
    }
}

/// Draws the form, with what was filled in and what stands against it.
fn draw(
    visit: &Visit,
    docket: &Docket,
    known: &ActFields,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let names = Names::new(asked, docket);
    let fields: Vec<Asking> = known
        .fields
        .iter()
        .filter(|field| field.name != "again")
        .map(|field| choose(Asking::new(t, field, filled, problem), docket, &names, visit))
        .collect();
    let own_day = known.fields.iter().any(|field| field.name == "dated");
    let dated = BESIDE.iter().find(|field| field.name == "dated" && !own_day).map(|field| {
        let mut asking = Asking::new(t, field, filled, problem);
        asking.hint = Some(t.get("hint-dated-legal").to_owned());
        asking.called(t.get("field-dated-legal"))
    });
    let mut all = fields.clone();
    all.extend(dated.clone());
    let on_paper_for = filled.one("on_paper_for").map(|other| {
        let name = other.parse::<Actor>().map(|actor| names.actor(&actor));
        (other.to_owned(), name.unwrap_or_else(|_| other.to_owned()))
    });
    let act_name = t.of("act", known.act);
    let refusal = match problem {
        Some(problem) => problem.refusal(),
        None if on_paper_for.is_none() => {
            let (context, at) = (asked.office.context(), moment(asked.now));
            refusal_now(asked, review::permitted(&context, &docket.review, at), known.act)
        }
        None => None,
    };
    let stands = refusal.as_ref().filter(|_| problem.is_none());
    let not_now = stands.map(|no| (t.words(&no.text).to_owned(), article(t, &no.basis)));
    let drawn = Page {
        shell: Shell::new(asked, act_name.clone(), "/reviews"),
        id: docket.id.as_str().to_owned(),
        number: docket.case.number.clone(),
        case_title: docket.case.title.clone(),
        act: known.act.to_owned(),
        act_name,
        position: docket.position(),
        // After a refusal what is sent next is another request.
        key: visit.new_key()?,
        on_paper_for,
        trouble: problem.map(|problem| Trouble::new(t, problem, &all)),
        not_now,
        why: refusal.and_then(|refusal| why(visit, docket, &refusal)),
        fields,
        dated,
        waiting: waiting(visit, docket, filled)?,
        since: problem.map(|problem| since(visit, docket, problem)).unwrap_or_default(),
        danger: BINDING.contains(&known.act),
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

/// The grounds of a refusal.
fn why(visit: &Visit, docket: &Docket, refusal: &Refusal) -> Option<TraceShown> {
    let asked = &visit.asked;
    let readable = ReadableEntries::of(asked, docket);
    let trace = explaining::refusal(asked, docket, &readable, refusal)?;
    Some(traces::shown(asked, visit.t, docket.id.as_str(), &trace))
}

/// Acts that end a review or bind the party: the button says so.
const BINDING: &[&str] =
    &["conclude", "find-no-review-needed", "terminate", "withdraw", "commission-decline"];

/// Gives a field what can be chosen in this docket.
fn choose(asking: Asking, docket: &Docket, names: &Names<'_>, visit: &Visit) -> Asking {
    let t = visit.t;
    let numbered = |count: usize| (1..=count).map(|nth| (nth.to_string(), nth.to_string()));
    match asking.name.as_str() {
        "request" => {
            let requests = docket.review.requests().iter().filter(|one| !one.withdrawn);
            let told = requests.map(|request| {
                let entry = docket.review.entries().iter().find(|one| one.number == request.asked);
                let what = entry.map(|entry| words(entry, visit.asked.language));
                let number = request.number.to_string();
                (number.clone(), format!("{number} · {}", what.unwrap_or_default()))
            });
            let told = told.collect();
            asking.among(told)
        }
        "commitment" => {
            let made = numbered(docket.review.commitments_made()).collect();
            asking.among(made)
        }
        "law" => {
            let context = visit.asked.office.context();
            let all = context.book().all();
            let told = all.map(|law| (law.id.to_string(), t.words(&law.name()).to_owned()));
            let told = told.collect();
            asking.among(told)
        }
        "body" | "to" | "on" | "by" if asking.shape == Shape::Suggested => {
            asking.among(names.suggestions())
        }
        _ => asking,
    }
}

/// The caller's own files for this review, sent and not handed in.
fn waiting(visit: &Visit, docket: &Docket, filled: &Filled) -> Result<Vec<WaitingFile>, Problem> {
    let files = crate::api::waiting_files(&visit.asked, docket)?;
    let chosen: Vec<&str> = filled.all("files").collect();
    let row = |file: store::desk::file::ReviewFile| WaitingFile {
        chosen: chosen.contains(&file.id.as_str()),
        about: size(visit.t, file.bytes),
        id: file.id,
        name: file.name,
    };
    Ok(files.into_iter().map(row).collect())
}

/// What others did since the form was drawn, as far as the caller may read it.
fn since(visit: &Visit, docket: &Docket, problem: &Problem) -> Vec<EntryRow> {
    if problem.reason() != "docket-moved" {
        return Vec::new();
    }
    let told = problem.member("entries").and_then(Value::as_array);
    let numbers: Vec<u64> = told
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.get("number").and_then(Value::as_u64))
        .collect();
    let rows = entry_rows(
        &visit.asked,
        docket,
        &Names::new(&visit.asked, docket),
        &Sight::of(&visit.asked, docket),
    );
    rows.into_iter().filter(|row| numbers.contains(&u64::from(row.number))).collect()
}

/// Acts that others could do now, for whom an officer may enter what came on paper.
pub fn on_paper(
    visit: &Visit,
    docket: &Docket,
    names: &Names<'_>,
    permissions: &[Permission],
) -> Vec<(Choice, String)> {
    let asked = &visit.asked;
    let resource = Resource::Review(docket.standing.clone());
    let Some(credential) = &asked.credential else {
        return Vec::new();
    };
    if !asked.allows(Question::PaperEnter, &resource) {
        return Vec::new();
    }
    let decides = asked.allows(Question::PaperDecide, &resource);
    let mut lines: Vec<(Choice, String)> = Vec::new();
    for permission in permissions {
        let name = ActName::of_word(permission.act);
        if !decides && name.is_some_and(always_decides) {
            continue;
        }
        let own = name.and_then(|name| actor_for(&credential.person, asked.today, name));
        let office = matches!(permission.actor, Actor::Office | Actor::Anyone);
        if permission.refusal.is_some() || office || own.as_ref() == Some(&permission.actor) {
            continue;
        }
        let value = format!("{}?for={}", permission.act, permission.actor);
        if lines.iter().any(|(line, _)| line.value == value) {
            continue;
        }
        let name = visit.t.of("act", permission.act);
        lines.push((Choice { value, name, chosen: false }, names.actor(&permission.actor)));
    }
    lines
}
