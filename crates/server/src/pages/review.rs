//! A case: where it stands in one sentence, its limits, what can be done, its docket.

use access::{ActName, Question, Resource, actor_for};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use law::Language;
use review::docket::{Consequence, print_act, print_consequences};
use review::{Duty, Entry, Summary};
use serde_json::{Map, Value, json};

use super::act::on_paper;
use super::form::{Choice, Filled};
use super::limits::{LimitRow, Seen, rows, sentence};
use super::names::Names;
use super::shell::{Shell, ok, on_to};
use super::texts::Speech;
use super::visit::Visit;
use crate::asked::Asked;
use crate::desk::{Docket, moment};
use crate::problem::Problem;
use crate::table::{Asks, Route};
use crate::view::{Sight, about_entry};

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
    ]
}

/// An act that can be done, or why not.
pub struct ActLine {
    /// Its word.
    pub act: String,
    /// What it is called.
    pub name: String,
    /// Why not.
    pub why: String,
    /// Under which article.
    pub article: String,
}

/// A line of the docket.
pub struct EntryRow {
    /// Its number.
    pub number: u32,
    /// The day, with its weekday.
    pub day: String,
    /// The time.
    pub time: String,
    /// The legal day, where it is another.
    pub dated: Option<String>,
    /// Who.
    pub actor: String,
    /// What, in the docket's words.
    pub act: String,
    /// What followed.
    pub followed: Vec<String>,
    /// The files handed in: address, name, size.
    pub files: Vec<FileLink>,
    /// Who entered it.
    pub by: Option<String>,
    /// Whether later corrections made it unlawful.
    pub irregular: bool,
    /// Whether it may not be read.
    pub withheld: bool,
}

/// A file that can be had.
pub struct FileLink {
    /// Where.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is, and its size.
    pub about: String,
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
    sentence: String,
    look: &'static str,
    limits: Vec<LimitRow>,
    duties: Vec<String>,
    acts: Vec<ActLine>,
    refused: Vec<ActLine>,
    on_paper: Vec<(Choice, String)>,
    subject: Vec<Told>,
    materials: Vec<FileLink>,
    entries: Vec<EntryRow>,
    withheld: usize,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let asked = &visit.asked;
    asked.person()?;
    let docket = asked.docket_known(&id)?;
    let t = visit.t;
    let names = Names::new(asked, &docket);
    let resource = Resource::Review(docket.standing.clone());
    let may_read = asked.allows(Question::ReviewRead, &resource);
    let may_declare = asked.allows(Question::DeclareConflict, &resource);
    let context = asked.office.context();
    let summary = Summary::of(&context, &docket.review, asked.today);
    let sight = if may_read { Sight::of(asked, &docket) } else { Sight::Own(None) };
    let seen = seen(&summary, &sight);
    let (sentence, look) = sentence(t, &names, &seen);
    let (acts, refused) = if may_read { permitted(asked, &docket, t) } else { Default::default() };
    let regime = context.book().get(&summary.law);
    let entries = entries(asked, &docket, &names, &sight);
    let case = &docket.case;
    ok(&Page {
        shell: Shell::new(asked, format!("{} {}", case.number, case.title), "/reviews"),
        id: docket.id.as_str().to_owned(),
        number: case.number.clone(),
        title: case.title.clone(),
        law: summary.law.to_string(),
        law_name: regime.map_or_else(String::new, |regime| t.words(&regime.name()).to_owned()),
        step: t.of("step", summary.step.word()),
        closed: summary.is_closed(),
        must_declare: may_declare && !may_read,
        may_declare,
        may_read,
        sentence,
        look: look.class(),
        limits: if may_read { rows(t, &names, &id, &seen.limits) } else { Vec::new() },
        duties: summary.duties.iter().map(|duty| duty_words(t, duty)).collect(),
        on_paper: if may_read { on_paper(&visit, &docket, &names) } else { Vec::new() },
        acts,
        refused,
        subject: if may_read { told(t, &case.subject) } else { Vec::new() },
        materials: materials(asked, &docket, t),
        withheld: entries.iter().filter(|entry| entry.withheld).count(),
        entries,
    })
}

/// As much of a summary as a sight shows.
pub fn seen<'a>(summary: &'a Summary, sight: &Sight) -> Seen<'a> {
    let limits = summary.limits.iter().filter(|limit| sight.sees(limit.of.as_ref()));
    let waiting = summary.waiting_for.iter().filter(|actor| sight.sees(actor.body()));
    Seen { summary, limits: limits.collect(), waiting: waiting.collect() }
}

fn duty_words(t: Speech, duty: &Duty) -> String {
    match duty {
        Duty::CarryOver { law, since } => {
            t.with("duty-carry-over", &[("law", law.as_str()), ("since", &t.day(*since))])
        }
        Duty::AnswerWithdrawal => t.get("duty-answer-withdrawal").to_owned(),
    }
}

/// What the caller may do now, and why not the rest of what is theirs.
fn permitted(asked: &Asked, docket: &Docket, t: Speech) -> (Vec<ActLine>, Vec<ActLine>) {
    let Some(credential) = &asked.credential else {
        return Default::default();
    };
    let context = asked.office.context();
    let resource = Resource::Review(docket.standing.clone());
    let (mut may, mut may_not): (Vec<ActLine>, Vec<ActLine>) = Default::default();
    for permission in review::permitted(&context, &docket.review, moment(asked.now)) {
        let name = ActName::ALL.iter().find(|name| name.name() == permission.act);
        let Some(name) = name else {
            continue;
        };
        let own = actor_for(&credential.person, asked.today, *name);
        let listed = |lines: &[ActLine]| lines.iter().any(|line| line.act == permission.act);
        if own.as_ref() != Some(&permission.actor) || listed(&may) {
            continue;
        }
        if !asked.allows(Question::Act(*name), &resource) {
            continue;
        }
        let line = ActLine {
            act: permission.act.to_owned(),
            name: t.of("act", permission.act),
            why: permission
                .refusal
                .as_ref()
                .map(|no| t.words(&no.text).to_owned())
                .unwrap_or_default(),
            article: match permission.refusal.as_ref().map(|no| &no.basis) {
                Some(review::Basis::Article(cite)) => {
                    t.with("under-article", &[("article", &cite.article)])
                }
                Some(review::Basis::Position { .. } | review::Basis::House { .. }) | None => {
                    String::new()
                }
            },
        };
        if permission.refusal.is_none() {
            may_not.retain(|other| other.act != line.act);
            may.push(line);
        } else if !listed(&may_not) {
            may_not.push(line);
        }
    }
    (may, may_not)
}

/// The lines of a docket, as far as the caller may read them.
pub fn entry_rows(asked: &Asked, docket: &Docket) -> Vec<EntryRow> {
    entries(asked, docket, &Names::new(asked, docket), &Sight::of(asked, docket))
}

/// The lines of the docket, as far as they may be read.
fn entries(asked: &Asked, docket: &Docket, names: &Names<'_>, sight: &Sight) -> Vec<EntryRow> {
    let context = asked.office.context();
    let traced = docket.trace(&context);
    let resource = Resource::Review(docket.standing.clone());
    let outline = asked.allows(Question::DocketOutline, &resource);
    let lines = docket.review.entries().iter().zip(traced.iter());
    lines
        .map(|(entry, followed)| {
            let about = Resource::Entry(about_entry(docket, entry));
            if asked.allows(Question::EntryRead, &about) {
                entry_row(asked, docket, names, entry, &seen_of(followed, sight))
            } else {
                outline_row(asked, docket, names, entry, outline)
            }
        })
        .collect()
}

fn seen_of(followed: &[Consequence], sight: &Sight) -> Vec<Consequence> {
    let seen = followed.iter().filter(|one| match one {
        Consequence::Limit(told) => sight.sees(told.of.as_ref()),
        Consequence::Opinions(_) | Consequence::ToBeNotified => matches!(sight, Sight::All),
        Consequence::NoArticle(_) | Consequence::Refused(_) => true,
    });
    seen.cloned().collect()
}

fn entry_row(
    asked: &Asked,
    docket: &Docket,
    names: &Names<'_>,
    entry: &Entry,
    followed: &[Consequence],
) -> EntryRow {
    let t = Speech(asked.language);
    let beside = docket.beside(entry.number);
    let files = beside.map(|beside| beside.files.as_slice()).unwrap_or_default();
    let link = |file: &crate::desk::Attached| FileLink {
        href: format!("/api/v1/reviews/{}/files/{}", docket.id.as_str(), file.id),
        name: file.name.clone(),
        about: size(t, file.bytes),
    };
    EntryRow {
        number: entry.number,
        day: t.day(entry.date),
        time: entry.time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default(),
        dated: entry.dated.map(|day| t.day(day)),
        actor: names.actor(&entry.actor),
        act: words(entry, asked.language),
        followed: followed
            .iter()
            .map(|one| print_consequences(std::slice::from_ref(one), asked.language))
            .collect(),
        files: files.iter().map(link).collect(),
        by: beside.and_then(|beside| beside.by.as_ref()).map(|by| by.name.clone()),
        irregular: docket.review.is_irregular(entry.number),
        withheld: false,
    }
}

/// An act in the docket's words, without actor and day.
pub fn words(entry: &Entry, language: Language) -> String {
    print_act(&entry.act, language)
}

fn outline_row(
    asked: &Asked,
    docket: &Docket,
    names: &Names<'_>,
    entry: &Entry,
    outline: bool,
) -> EntryRow {
    let t = Speech(asked.language);
    EntryRow {
        number: entry.number,
        day: if outline { t.day(entry.date) } else { String::new() },
        time: String::new(),
        dated: entry.dated.filter(|_| outline).map(|day| t.day(day)),
        actor: if outline { names.actor(&entry.actor) } else { String::new() },
        act: if outline { t.of("act", entry.act.name()) } else { String::new() },
        followed: Vec::new(),
        files: Vec::new(),
        by: None,
        irregular: outline && docket.review.is_irregular(entry.number),
        withheld: true,
    }
}

/// A number of bytes as people read it.
pub fn size(t: Speech, bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB"];
    let mut shown = bytes as f64;
    let mut unit = 0;
    while 1024.0 <= shown && unit + 1 < units.len() {
        shown /= 1024.0;
        unit += 1;
    }
    let number = if unit == 0 { format!("{bytes}") } else { format!("{shown:.1}") };
    t.with("file-size", &[("size", &format!("{number} {}", units.get(unit).unwrap_or(&"B")))])
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
    let link = |file: &crate::desk::CaseMaterial| FileLink {
        href: format!("/api/v1/filings/{filing}/materials/{}", file.material),
        name: file.name.clone(),
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
    visit.ask(Method::POST, &path, json!({"conflict": conflict}), None).await?;
    Ok(on_to(&if conflict { "/reviews".to_owned() } else { format!("/reviews/{id}") }))
}
