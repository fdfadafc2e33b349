//! A case: where it stands in one sentence, its limits, what can be done, its docket.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use review::{Duty, Limit, Summary};
use serde_json::{Map, Value, json};

use super::act::on_paper;
use super::destruction;
use super::entries::{EntryRow, FileLink, doubt_of, entry_rows, files_gone, place_of_copy, size};
use super::form::{Choice, Filled, Trouble};
use super::limits::{LimitRow, Seen, consultations, rows, sentence};
use super::names::Names;
use super::permissions::{ActLine, lines};
use super::purpose::{self, trust};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::traces;
use super::visit::Visit;
use crate::api::computation_path;
use crate::asked::Asked;
use crate::desk::{Docket, moment};
use crate::explaining::{self, ReadableEntries};
use crate::problem::Problem;
use crate::readings::Document;
use crate::table::{Asks, Route};
use crate::view::Sight;

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/reviews/{id}", Asks::This(Question::ReviewList), show)
            .about("案件页", "The page of a case"),
        Route::new(
            Method::POST,
            "/reviews/{id}/declarations",
            Asks::This(Question::DeclareConflict),
            declare,
        )
        .about("声明有无利益冲突", "Declare a conflict of interest or its absence"),
        Route::new(
            Method::POST,
            "/reviews/{id}/purpose",
            Asks::This(Question::ReviewDocket),
            state_purpose,
        )
        .about("说明查阅目的", "Say what the case is read for"),
    ]
}

/// What the party said of it: label and text.
pub struct Told {
    /// What.
    pub label: String,
    /// The text.
    pub text: String,
}

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    shell: Shell,
    id: String,
    number: String,
    title: String,
    law: String,
    law_name: String,
    step: String,
    closed: bool,
    must_declare: bool,
    may_declare: bool,
    may_read: bool,
    trouble: Option<Trouble>,
    links: Vec<String>,
    because: String,
    purposes: Vec<Choice>,
    may_break: bool,
    emergency: Option<(String, String)>,
    may_see: Vec<(String, String)>,
    deeds: Vec<(String, String)>,
    sentence: String,
    look: &'static str,
    tables: Tables,
    duties: Vec<String>,
    acts: Vec<ActLine>,
    beside: Vec<ActLine>,
    refused: Vec<ActLine>,
    on_paper: Vec<(Choice, String)>,
    subject: Vec<Told>,
    materials: Vec<FileLink>,
    entries: Vec<EntryRow>,
    withheld: usize,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.person()?;
    let docket = match visit.asked.docket_known(&id) {
        Err(problem) if problem.status() == StatusCode::GONE => {
            return destruction::in_its_place(&visit, &id).await;
        }
        known => known?,
    };
    let resource = Resource::Review(docket.standing.clone());
    if visit.asked.allows(Question::ReviewDocket, &resource) {
        if visit.asks_purpose(&docket)? {
            return purpose::ask(&visit, &docket);
        }
        let (filing, whole) = (docket.case.party.as_deref(), visit.asked.clone());
        let read = whole.reads(&docket, Document::Docket, None);
        if visit.asked.allows(Question::ReviewRead, &resource) {
            let said = visit.asked.reads(&docket, Document::Filing, filing);
            tokio::try_join!(read, said)?;
        } else {
            read.await?;
        }
    }
    draw(&visit, &docket, &Filled::default(), None)
}

fn draw(
    visit: &Visit,
    docket: &Docket,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let status = problem.map_or(StatusCode::OK, Problem::status);
    page(status, &drawn(visit, docket, filled, problem)?)
}

/// The limits that are shown: of consulted bodies, and all others.
fn limits_shown<'a>(seen: &Seen<'a>, may_read: bool) -> (Vec<&'a Limit>, Vec<&'a Limit>) {
    let shown = if may_read { seen.limits.clone() } else { Vec::new() };
    shown.into_iter().partition(|limit| limit.of.is_some())
}

fn drawn(
    visit: &Visit,
    docket: &Docket,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Page, Problem> {
    let asked = &visit.asked;
    let (t, names) = (visit.t, Names::new(asked, docket));
    let resource = Resource::Review(docket.standing.clone());
    let may = |question| asked.allows(question, &resource);
    let (may_read, may_declare) = (may(Question::ReviewRead), may(Question::DeclareConflict));
    let must_declare = may_declare && !may_read;
    let context = asked.office.context();
    let summary = Summary::of(&context, &docket.review, asked.today);
    let sight = Sight::of(asked, docket);
    let seen = seen(&summary, &sight);
    let (sentence, look) = sentence(t, &names, &seen);
    let permissions = review::permitted(&context, &docket.review, moment(asked.now));
    let papers = on_paper(visit, docket, &names, &permissions);
    let readable = ReadableEntries::of(asked, docket);
    let (acts, beside, refused) = lines(asked, docket, &permissions);
    let entries = entry_rows(asked, docket, &names, &sight);
    let case = &docket.case;
    let trust = trust(visit, docket, must_declare)?;
    Ok(Page {
        shell: Shell::new(asked, format!("{} {}", case.number, case.title), "/reviews"),
        id: docket.id.as_str().to_owned(),
        number: case.number.clone(),
        title: case.title.clone(),
        law: summary.law.to_string(),
        law_name: t.of("law", summary.law.as_str()),
        step: t.of("step", seen.step.word()),
        closed: summary.is_closed(),
        must_declare,
        trouble: problem.map(|problem| Trouble::new(t, problem, &[])),
        links: trust.links,
        because: filled.one("because").unwrap_or_default().to_owned(),
        purposes: purpose::choices(visit)?,
        may_break: must_declare && may(Question::BreakGlass),
        emergency: trust.emergency,
        may_see: trust.may_see,
        deeds: trust.deeds,
        may_declare,
        may_read,
        sentence,
        look: look.class(),
        tables: tables(&names, (asked, docket), &seen, &readable),
        duties: summary.duties.iter().map(|duty| duty_words(t, duty)).collect(),
        on_paper: if may_read { papers } else { Vec::new() },
        acts,
        beside,
        refused,
        subject: if may_read { told(t, &case.subject) } else { Vec::new() },
        materials: materials(asked, docket, t),
        withheld: entries.iter().filter(|entry| entry.withheld).count(),
        entries,
    })
}

/// The limits that are shown, each with its grounds.
struct Tables {
    limits: Vec<LimitRow>,
    consultations: Vec<LimitRow>,
    consultation: String,
    computation: Option<String>,
}

fn tables(
    names: &Names<'_>,
    (asked, docket): (&Asked, &Docket),
    seen: &Seen<'_>,
    readable: &ReadableEntries,
) -> Tables {
    let (t, id) = (Speech(asked.language), docket.id.as_str());
    let resource = Resource::Review(docket.standing.clone());
    let may_read = asked.allows(Question::ReviewRead, &resource);
    let (of_bodies, own) = limits_shown(seen, may_read);
    let why = |limit: &Limit| {
        let one = explaining::limit(asked, docket, readable, limit);
        traces::of_limit(asked, t, id, &one)
    };
    let keeps = may_read && explaining::may_keep(&Sight::of(asked, docket), docket, readable);
    Tables {
        limits: rows(t, names, id, &own, &why),
        consultation: consultations(t, &of_bodies),
        consultations: rows(t, names, id, &of_bodies, &why),
        computation: keeps.then(|| computation_path(id)),
    }
}

/// As much of a summary as a sight shows.
pub fn seen<'a>(summary: &'a Summary, sight: &Sight) -> Seen<'a> {
    let limits = summary.limits.iter();
    let limits = limits.filter(|limit| sight.sees_limit(limit.name, limit.of.as_ref()));
    Seen {
        summary,
        step: sight.step(summary.step),
        limits: limits.collect(),
        waiting: sight.waiting(summary),
    }
}

fn duty_words(t: Speech, duty: &Duty) -> String {
    match duty {
        Duty::CarryOver { law, since } => {
            t.with("duty-carry-over", &[("law", law.as_str()), ("since", &t.day(*since))])
        }
        Duty::AnswerWithdrawal => t.get("duty-answer-withdrawal").to_owned(),
    }
}

/// What the filing says of its subject.
fn told(t: Speech, subject: &Map<String, Value>) -> Vec<Told> {
    let label = |name: &str| {
        t.find(&format!("subject-{name}")).map_or_else(|| name.to_owned(), str::to_owned)
    };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let told = subject.iter().map(|(name, value)| Told { label: label(name), text: text(value) });
    told.collect()
}

/// The files of the filing, where they may be read.
fn materials(asked: &Asked, docket: &Docket, t: Speech) -> Vec<FileLink> {
    let Some(filing) = &docket.case.filing else {
        return Vec::new();
    };
    let owner = docket.case.party.as_deref().map(access::OrganisationId::new);
    let Some(owner) = owner else {
        return Vec::new();
    };
    let about = access::Material { owner, review: Some(docket.standing.clone()) };
    if !asked.allows(Question::MaterialRead, &Resource::Material(about)) {
        return Vec::new();
    }
    let gone = files_gone(asked, docket);
    let link = |file: &crate::desk::CaseMaterial| FileLink {
        href: place_of_copy(
            &file.media_type,
            format!("/api/v1/filings/{filing}/materials/{}/view", file.material),
            format!("/filings/{filing}/materials/{}", file.material),
        ),
        original: format!("/filings/{filing}/materials/{}", file.material),
        name: file.name.clone(),
        doubt: doubt_of(t, &file.name),
        gone: gone.contains(&file.sha256),
        about: format!("{} · {}", t.of("option", &file.material), size(t, file.bytes)),
    };
    docket.case.materials.iter().map(link).collect()
}

async fn declare(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let conflict = filled.one("conflict") == Some("true");
    let path = format!("/api/v1/reviews/{id}/declarations");
    let because = filled.one("because").filter(|_| !conflict);
    let said = json!({"conflict": conflict, "because": because});
    match visit.ask(Method::POST, &path, said, None).await {
        Ok(_) if conflict => return Ok(on_to("/reviews")),
        Ok(_) => {}
        Err(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => {
            let docket = visit.asked.docket_known(&id)?;
            return draw(&visit, &docket, &filled, Some(&problem));
        }
        Err(problem) => return Err(problem),
    }
    if filled.one("purpose").is_some() {
        return state_purpose(visit, Path(id), filled).await;
    }
    Ok(on_to(&format!("/reviews/{id}")))
}

async fn state_purpose(
    visit: Visit,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/reviews/{id}/purpose");
    let said = json!({"purpose": filled.one("purpose"), "note": filled.one("note")});
    visit.ask(Method::PUT, &path, said, None).await?;
    Ok(on_to(&format!("/reviews/{id}")))
}
