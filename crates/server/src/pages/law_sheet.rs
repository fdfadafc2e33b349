//! The sheet a lawyer signs: a version with each rule beside its article, to be printed on A4. What
//! it says is [`law::Sheet`], as in every other form of it; here it is only laid out.

use access::{Question, Resource};
use askama::Template;
use axum::extract::Path;
use axum::http::Method;
use axum::response::Response;
use law::{Block, Cell, Regime, Sheet, Span, TICK, Words};

use super::law_coverage::{name, place};
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::problem::Problem;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::LawRead);
    vec![Route::new(Method::GET, "/law/{id}/sheet", asks, show).about(
        "供签署的规则单页：逐条与规则对照，可打印",
        "The sheet for a signature: each rule beside its article, for printing",
    )]
}

/// A piece of a line.
struct Piece {
    text: String,
    /// Its class.
    look: &'static str,
    /// Where it can be seen.
    at: Option<String>,
}

/// A cell, line by line.
struct Shown {
    head: String,
    look: &'static str,
    lines: Vec<Vec<Piece>>,
}

/// A part of the page.
enum Part {
    Heading(String),
    Warning(String, String),
    Note(String),
    /// Names and what belongs to each.
    Facts(Vec<(String, Shown)>),
    Table(Vec<String>, Vec<Vec<Shown>>),
    Signature,
}

#[derive(Template)]
#[template(path = "law_sheet.html")]
struct Page {
    shell: Shell,
    id: String,
    title: String,
    file: String,
    hash: String,
    status: String,
    parts: Vec<Part>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let t = visit.t;
    let context = visit.asked.office.context();
    let regime = context.book().find(&id).ok_or_else(Problem::not_found)?;
    let sheet = Sheet::of(regime);
    ok(&Page {
        shell: Shell::new(&visit.asked, t.get("law-sheet-title"), "/law"),
        title: t.words(&sheet.title).to_owned(),
        status: t.words(&regime.status_on(visit.asked.today).words()).to_owned(),
        parts: sheet.blocks.iter().map(|block| part(t, regime, block)).collect(),
        id: sheet.id,
        file: sheet.file,
        hash: sheet.hash,
    })
}

fn part(t: Speech, regime: &Regime, block: &Block) -> Part {
    let said = |words: &Words| t.words(words).to_owned();
    match block {
        Block::Heading(words) => Part::Heading(said(words)),
        Block::Warning(head, text) => Part::Warning(said(head), said(text)),
        Block::Note(words) => Part::Note(said(words)),
        Block::Signature => Part::Signature,
        Block::Table(table) => {
            let heads: Vec<String> = table.heads.iter().map(said).collect();
            let rows = table.rows.iter().map(|row| {
                let heads = heads.iter().cloned();
                heads.zip(row).map(|(head, cell)| shown(t, regime, head, cell)).collect()
            });
            facts(t, regime, &table.rows)
                .map_or_else(|| Part::Table(heads.clone(), rows.collect()), Part::Facts)
        }
    }
}

/// The rows of a table that has but a name and a thing in each.
fn facts(t: Speech, regime: &Regime, rows: &[Vec<Cell>]) -> Option<Vec<(String, Shown)>> {
    let fact = |row: &Vec<Cell>| match row.as_slice() {
        [name, cell] => match name.as_slice() {
            [Span::Label(name)] => {
                Some((t.words(name).to_owned(), shown(t, regime, String::new(), cell)))
            }
            _ => None,
        },
        _ => None,
    };
    (!rows.is_empty()).then(|| rows.iter().map(fact).collect()).flatten()
}

fn shown(t: Speech, regime: &Regime, head: String, cell: &Cell) -> Shown {
    let mut lines = vec![Vec::new()];
    for span in cell {
        match (piece(t, regime, span), lines.last_mut()) {
            (Some(piece), Some(line)) => line.push(piece),
            (Some(_), None) | (None, _) => lines.push(Vec::new()),
        }
    }
    let tick = matches!(cell.as_slice(), [Span::Tick]);
    Shown { head, look: if tick { "tick" } else { "" }, lines }
}

/// A piece of a line; `None`: the line ends.
fn piece(t: Speech, regime: &Regime, span: &Span) -> Option<Piece> {
    let said = |words: &Words| t.words(words).to_owned();
    let (text, look, at) = match span {
        Span::Plain(text) => (text.clone(), "", None),
        Span::Words(words) => (said(words), "", None),
        Span::Label(words) => (said(words), "soft small", None),
        Span::Code(id) => (id.clone(), "mono soft small", None),
        Span::Strong(words) => (said(words), "chip late", None),
        Span::Cite(cite) => (said(&cite.words()), "", None),
        Span::Carrier(carrier) => (name(t, carrier), "small", Some(place(regime, carrier))),
        Span::Tick => (TICK.to_owned(), "", None),
        Span::Break => return None,
    };
    Some(Piece { text, look, at })
}
