//! All versions of the Measures in one table: each rule with its value and its article in each.

use std::sync::Arc;

use access::{Question, Resource};
use askama::Template;
use axum::http::Method;
use axum::response::Response;
use law::{Cite, Group, HistoryRow, Regime, Status};

use super::shell::{Shell, ok};
use super::visit::Visit;
use crate::library::OnShelf;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/law/history", Asks::This(Question::LawRead), show)
            .about("历次版本的规则沿革页", "The page of the rules from version to version"),
    ]
}

struct Version {
    id: String,
    name: String,
    dated: String,
    in_force: String,
    status: String,
    look: &'static str,
    /// Its text on the shelf.
    text: Option<String>,
}

/// From one version to the next.
struct Step {
    names: (String, String),
    rules: String,
    /// Where the texts of both stand side by side.
    texts: Option<String>,
}

struct Cell {
    value: String,
    article: String,
    /// Where the article stands in the text on the shelf.
    href: Option<String>,
    unverified: bool,
}

struct Row {
    subject: String,
    cells: Vec<(String, Option<Cell>, bool)>,
}

#[derive(Template)]
#[template(path = "law_history.html")]
struct Page {
    shell: Shell,
    versions: Vec<Version>,
    steps: Vec<Step>,
    /// By name; whether they are open when the page is.
    groups: Vec<(String, bool, Vec<Row>)>,
}

async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let (asked, t) = (&visit.asked, visit.t);
    let texts = asked.law_texts()?;
    let context = asked.office.context();
    let regimes: Vec<&Regime> = context.book().all().map(|regime| &**regime).collect();
    let history = law::history(&regimes);
    let shelved: Vec<Option<&OnShelf>> =
        regimes.iter().map(|regime| text_of(&texts, regime)).collect();
    let versions: Vec<Version> =
        regimes.iter().zip(&shelved).map(|(regime, text)| version(&visit, regime, *text)).collect();
    let neighbours = regimes.iter().zip(&shelved).zip(regimes.iter().zip(&shelved).skip(1));
    let steps = neighbours.map(|((old, old_text), (new, new_text))| Step {
        names: (short_name(&visit, old), short_name(&visit, new)),
        rules: format!("/law/compare?from={}&to={}", old.id, new.id),
        texts: old_text
            .zip(*new_text)
            .map(|(old, new)| format!("/law/texts/compare?from={}&to={}", old.id, new.id)),
    });
    let steps = steps.collect();
    let rows = |group: Group| -> Vec<Row> {
        let rows = history.rows.iter().filter(|row| row.group == group);
        rows.map(|row| told(&visit, &regimes, &shelved, row)).collect()
    };
    let groups = Group::ALL
        .iter()
        .map(|group| (t.of("history-group", group.word()), *group != Group::Places, rows(*group)));
    ok(&Page {
        shell: Shell::new(asked, t.get("history-title"), "/law"),
        groups: groups.filter(|(_, _, rows)| !rows.is_empty()).collect(),
        versions,
        steps,
    })
}

/// The text of a version on the shelf: the Chinese one that was added last.
fn text_of<'a>(texts: &'a [Arc<OnShelf>], regime: &Regime) -> Option<&'a OnShelf> {
    let is_its = |one: &&Arc<OnShelf>| {
        let there = one.withdrawn.is_none() && one.head.language == "zh";
        there && one.law.as_deref() == Some(regime.id.as_str())
    };
    texts.iter().rev().find(is_its).map(|one| &**one)
}

/// What a version is called in a column: it has a name of its own, else its id is one.
fn short_name(visit: &Visit, regime: &Regime) -> String {
    visit.t.of("law", regime.id.as_str())
}

fn version(visit: &Visit, regime: &Regime, text: Option<&OnShelf>) -> Version {
    let status = regime.status_on(visit.asked.today);
    Version {
        id: regime.id.to_string(),
        name: short_name(visit, regime),
        dated: regime.dated.to_string(),
        in_force: regime.in_force.map(|day| day.to_string()).unwrap_or_default(),
        status: visit.t.words(&status.words()).to_owned(),
        look: match status {
            Status::InForce => "done",
            Status::Draft | Status::Example => "maybe",
            Status::Repealed => "held",
        },
        text: text.map(|text| text.id.clone()),
    }
}

fn told(visit: &Visit, regimes: &[&Regime], shelved: &[Option<&OnShelf>], row: &HistoryRow) -> Row {
    let t = visit.t;
    let cells = regimes.iter().zip(shelved).zip(&row.cells).enumerate();
    let cells = cells.map(|(at, ((regime, text), side))| {
        let changed = row.changes_at(at);
        let cell = side.as_ref().map(|side| {
            let cite = side.cite.as_ref();
            Cell {
                value: t.words(&side.value).to_owned(),
                article: cite.map(|it| t.words(&it.words()).to_owned()).unwrap_or_default(),
                href: cite.zip(*text).map(|(cite, text)| place(cite, text)),
                unverified: cite.is_some_and(|cite| regime.is_unverified(cite)),
            }
        });
        (short_name(visit, regime), cell, changed)
    });
    Row { subject: t.words(&row.subject).to_owned(), cells: cells.collect() }
}

/// Where an article stands in a text on the shelf. A rule file counts a paragraph only where there
/// are several.
fn place(cite: &Cite, text: &OnShelf) -> String {
    let mut address = format!("art_{}", cite.article);
    if cite.paragraph.is_some() || cite.item.is_some() {
        address.push_str(&format!("__para_{}", cite.paragraph.unwrap_or(1)));
    }
    if let Some(item) = cite.item {
        address.push_str(&format!("__item_{item}"));
    }
    format!("/law/texts/{}#{address}", text.id)
}
