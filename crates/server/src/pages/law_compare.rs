//! The rules of two versions side by side, for anybody.

use std::sync::Arc;

use access::{Question, Resource};
use askama::Template;
use axum::http::Method;
use axum::response::Response;
use law::{Change, Regime, Side};

use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/law/compare", Asks::This(Question::LawRead), show)
            .about("两个版本的规则对照页", "The page of the rules of two versions side by side")
            .query(
                const {
                    &[
                        may("from", "先前的版本", "the version compared from"),
                        may("to", "之后的版本", "the version compared to"),
                    ]
                },
            ),
    ]
}

struct Choice {
    id: String,
    title: String,
    from: bool,
    to: bool,
}

struct Cell {
    value: String,
    article: String,
    unverified: bool,
}

struct Row {
    subject: String,
    change: String,
    look: &'static str,
    before: Option<Cell>,
    after: Option<Cell>,
}

#[derive(Template)]
#[template(path = "law_compare.html")]
struct Page {
    shell: Shell,
    choices: Vec<Choice>,
    /// As they are called, and by their ids where there is little room.
    names: (String, String),
    ids: (String, String),
    rows: Vec<Row>,
    moved: Vec<(String, String, String)>,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["from", "to"])?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let book = context.book();
    // The one in force and the one before it, where nothing is said.
    let mut begun: Vec<&Arc<Regime>> = book.all().filter(|one| began(one, &visit)).collect();
    begun.sort_by_key(|one| one.in_force);
    let usual = |back: usize| begun.iter().rev().nth(back).copied();
    let find = |name: &str, usual: Option<&'_ Arc<Regime>>| {
        let named = query.get(name).filter(|id| !id.is_empty());
        let found = named.map_or(usual.cloned(), |id| book.find(id).cloned());
        found.ok_or_else(Problem::not_found)
    };
    let (from, to) = (&find("from", usual(1))?, &find("to", usual(0))?);
    let found = law::difference(from, to);
    let choices = book.all().map(|regime| Choice {
        id: regime.id.to_string(),
        title: title(t, regime),
        from: regime.id == from.id,
        to: regime.id == to.id,
    });
    let rows = found.rows.iter().map(|row| Row {
        subject: t.words(&row.subject).to_owned(),
        change: t.words(&row.change.words()).to_owned(),
        look: match row.change {
            Change::Changed => "maybe",
            Change::Added => "done",
            Change::Removed => "held",
        },
        before: row.before.as_ref().map(|side| cell(t, from, side)),
        after: row.after.as_ref().map(|side| cell(t, to, side)),
    });
    let moved = found.renumbered.iter().map(|one| {
        let said = |words: law::Words| t.words(&words).to_owned();
        (said(one.rule.words()), said(one.before.words()), said(one.after.words()))
    });
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("law-compare-title"), "/law"),
        choices: choices.collect(),
        names: (title(t, from), title(t, to)),
        ids: (from.id.to_string(), to.id.to_string()),
        rows: rows.collect(),
        moved: moved.collect(),
    })
}

/// Whether a version was ever in force by today.
fn began(regime: &Regime, visit: &Visit) -> bool {
    regime.in_force.is_some_and(|day| day <= visit.asked.today)
}

/// Versions of one name are told apart by their year.
fn title(t: Speech, regime: &Regime) -> String {
    t.words(&regime.name()).to_owned()
}

fn cell(t: Speech, regime: &Regime, side: &Side) -> Cell {
    let article = side.cite.as_ref().map(|cite| t.words(&cite.words()).to_owned());
    Cell {
        value: t.words(&side.value).to_owned(),
        article: article.unwrap_or_default(),
        unverified: side.cite.as_ref().is_some_and(|cite| regime.is_unverified(cite)),
    }
}
