//! The sheet a lawyer signs: a version with each rule beside its article, to be printed on A4.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use jiff::civil::Date;
use law::{Beside, Regime};

use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![Route::new(Method::GET, "/law/{id}/sheet", asks, show).about(
        "供签署的清单页：逐条与规则对照，可打印",
        "The sheet for a signature: each rule beside its article, for printing",
    )]
}

struct Row {
    cite: String,
    kind: String,
    gist: String,
    unverified: bool,
    rules: Vec<String>,
    out_of_reach: Option<String>,
}

struct Reading {
    question: String,
    asks: String,
    taken: String,
    code: String,
    others: String,
    source: String,
}

#[derive(Template)]
#[template(path = "law_sheet.html")]
struct Page {
    shell: Shell,
    id: String,
    title: String,
    hash: String,
    status: String,
    draft: bool,
    unverified: Option<String>,
    identity: Vec<(String, String)>,
    rows: Vec<Row>,
    readings: Vec<Reading>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let regime = context.book().find(&id).ok_or_else(Problem::not_found)?;
    let unverified: Vec<String> =
        regime.unverified.iter().map(|cite| t.words(&cite.words()).to_owned()).collect();
    let readings = regime.position_rules.iter().map(|one| Reading {
        question: one.question.clone(),
        asks: t.words(&one.asks).to_owned(),
        taken: t.reading(&one.id, &one.value),
        code: format!("{}={}", one.id, one.value),
        others: t.readings(&one.id, &one.alternatives),
        source: t.words(&one.source).to_owned(),
    });
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("law-sheet-title"), "/law"),
        id: regime.id.to_string(),
        title: t.words(&regime.title).to_owned(),
        hash: regime.hash.clone(),
        status: t.words(&regime.status_on(visit.asked.today).words()).to_owned(),
        draft: regime.in_force.is_none(),
        unverified: (!unverified.is_empty()).then(|| unverified.join(t.get("list-separator"))),
        identity: identity(t, regime),
        rows: law::beside(regime).iter().map(|one| row(t, regime, one)).collect(),
        readings: readings.collect(),
    })
}

fn identity(t: Speech, regime: &Regime) -> Vec<(String, String)> {
    let known = &regime.identity;
    let day = |day: Option<Date>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let said = |words: &law::Words| t.words(words).to_owned();
    let repeals: Vec<&str> = regime.repeals.iter().map(law::RegimeId::as_str).collect();
    let mut rows = vec![
        ("law-sheet-form", said(&known.form)),
        ("law-sheet-order", known.order.as_ref().map_or_else(|| "—".to_owned(), said)),
        ("law-dated", regime.dated.to_string()),
        ("law-sheet-published", known.published.to_string()),
        ("law-in-force", day(regime.in_force)),
        ("law-until", day(regime.until)),
        ("law-sheet-procedure", said(&regime.procedure.words())),
    ];
    if !repeals.is_empty() {
        rows.push(("law-sheet-repeals", repeals.join(t.get("list-separator"))));
    }
    rows.extend(known.notes.iter().map(|note| ("law-sheet-note", said(note))));
    rows.into_iter().map(|(name, text)| (t.get(name).to_owned(), text)).collect()
}

fn row(t: Speech, regime: &Regime, one: &Beside) -> Row {
    let provision = &one.provision;
    Row {
        cite: t.words(&provision.cite.words()).to_owned(),
        kind: t.words(&provision.kind.words()).to_owned(),
        gist: t.words(&provision.gist).to_owned(),
        unverified: provision.unverified || regime.is_unverified(&provision.cite),
        rules: one.rules.iter().map(|words| t.words(words).to_owned()).collect(),
        out_of_reach: provision.out_of_reach.as_ref().map(|why| t.words(why).to_owned()),
    }
}
