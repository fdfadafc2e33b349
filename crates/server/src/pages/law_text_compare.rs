//! Two texts of law side by side, article by article, with marks at the words that changed.

use std::collections::BTreeMap;

use access::{Question, Resource};
use askama::Template;
use axum::http::Method;
use axum::response::Response;
use statute::{Change, Pair, Piece, Side};

use super::form::Choice;
use super::law_text::slipped;
use super::law_texts::{called, choices};
use super::shell::{Shell, ok};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::Query;
use crate::library::OnShelf;
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let query = const {
        &[
            may("from", "旧文本的标识", "the older text"),
            may("to", "新文本的标识", "the newer text"),
        ]
    };
    vec![
        Route::new(Method::GET, "/law/texts/compare", Asks::This(Question::LawRead), show)
            .about("两份法律文本的对照页", "The page of two texts of law side by side")
            .query(query),
    ]
}

/// A stretch of words, and whether it changed.
struct Bit {
    text: String,
    look: &'static str,
}

struct Row {
    /// Its anchor.
    at: String,
    /// Labels with their places in the texts.
    old: Option<(String, String)>,
    new: Option<(String, String)>,
    /// 35→37.
    short: String,
    moved: bool,
    look: &'static str,
    change: String,
    alike: String,
    /// Whether there is anything to mark.
    marked: bool,
    left: Vec<Bit>,
    right: Vec<Bit>,
    both: Vec<Bit>,
}

struct SlipRow {
    href: String,
    text: String,
    words: String,
}

#[derive(Template)]
#[template(path = "law_text_compare.html")]
struct Page {
    shell: Shell,
    lang: &'static str,
    from: Vec<Choice>,
    to: Vec<Choice>,
    /// Ids and names of the two.
    pair: Option<[(String, String); 2]>,
    same: bool,
    /// How many of each, with their looks.
    counts: Vec<(String, &'static str, usize)>,
    facts: Vec<(String, String, String)>,
    slips: Vec<SlipRow>,
    rows: Vec<Row>,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["from", "to"])?;
    let (asked, t) = (&visit.asked, visit.t);
    let all = asked.law_texts()?;
    let named = query.get("from").zip(query.get("to"));
    let mut there: Vec<&OnShelf> =
        all.iter().filter(|one| one.withdrawn.is_none()).map(|one| &**one).collect();
    there.sort_by_key(|one| (one.name().to_owned(), one.day()));
    let mut drawn = Page {
        shell: Shell::new(asked, t.get("texts-compare-title"), "/law"),
        lang: "zh-CN",
        from: choices(t, &there, query.get("from")),
        to: choices(t, &there, query.get("to")),
        pair: None,
        same: false,
        counts: Vec::new(),
        facts: Vec::new(),
        slips: Vec::new(),
        rows: Vec::new(),
    };
    let Some((from, to)) = named else {
        return ok(&drawn);
    };
    let (from, to) = (asked.law_text(from)?, asked.law_text(to)?);
    let beside = asked.beside(&from, &to).await?;
    let compared = &beside.compared;
    if from.head.language == "en" {
        drawn.lang = "en";
    }
    drawn.pair = Some([&from, &to].map(|one| (one.id.clone(), called(t, one))));
    drawn.same = compared.same;
    drawn.counts = counts(t, &compared.articles);
    let facts = compared
        .facts
        .iter()
        .map(|fact| (t.of("texts-fact", fact.fact), fact.old.clone(), fact.new.clone()));
    drawn.facts = facts.collect();
    let slips = beside.slips.iter().map(|(id, slip)| {
        let (address, words) = slipped(t, slip);
        let of = if *id == from.id { &from } else { &to };
        SlipRow { href: format!("/law/texts/{id}#{address}"), text: called(t, of), words }
    });
    drawn.slips = slips.collect();
    let rows = compared.articles.iter().map(|pair| row(t, (&from.id, &to.id), pair));
    drawn.rows = rows.collect();
    ok(&drawn)
}

/// How many articles became what, in the order in which it matters.
fn counts(t: Speech, pairs: &[Pair]) -> Vec<(String, &'static str, usize)> {
    let order =
        [Change::Changed, Change::Inserted, Change::Removed, Change::Renumbered, Change::Same];
    let mut counted: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in pairs {
        let place = order.iter().position(|change| *change == pair.change).unwrap_or_default();
        *counted.entry(place).or_default() += 1;
    }
    let all = order.iter().enumerate().filter_map(|(place, change)| {
        let (word, look) = named(*change);
        Some((t.of("texts-change", word), look, *counted.get(&place)?))
    });
    all.collect()
}

/// The word and the look of a change.
fn named(change: Change) -> (&'static str, &'static str) {
    match change {
        Change::Same => ("same", "held"),
        Change::Renumbered => ("renumbered", "held"),
        Change::Changed => ("changed", "maybe"),
        Change::Inserted => ("inserted", "done"),
        Change::Removed => ("removed", "late"),
    }
}

fn row(t: Speech, (from, to): (&str, &str), pair: &Pair) -> Row {
    let (word, look) = named(pair.change);
    let side = |id: &str, side: &Option<Side>| {
        let side = side.as_ref()?;
        Some((side.label.clone(), format!("/law/texts/{id}#{}", side.address)))
    };
    let number = |side: &Option<Side>| {
        let side = side.as_ref()?;
        Some(side.address.trim_start_matches("art_").to_owned())
    };
    let (old, new) = (number(&pair.old), number(&pair.new));
    let (at, short) = match (&old, &new) {
        (Some(old), Some(new)) if old == new => (format!("new-{new}"), new.clone()),
        (Some(old), Some(new)) => (format!("new-{new}"), format!("{old}→{new}")),
        (None, Some(new)) => (format!("new-{new}"), format!("+{new}")),
        (Some(old), None) => (format!("old-{old}"), format!("−{old}")),
        (None, None) => (String::new(), String::new()),
    };
    let bits = |keep: fn(&Piece) -> bool| -> Vec<Bit> {
        pair.pieces.iter().filter(|piece| keep(piece)).map(bit).collect()
    };
    let marked = matches!(pair.change, Change::Changed);
    Row {
        at,
        old: side(from, &pair.old),
        new: side(to, &pair.new),
        short,
        moved: old.is_some() && new.is_some() && old != new,
        look,
        change: t.of("texts-change", word),
        alike: if marked { format!("{}%", pair.alike / 10) } else { String::new() },
        marked: !matches!(pair.change, Change::Same | Change::Renumbered),
        left: bits(|piece| !matches!(piece, Piece::New(_))),
        right: bits(|piece| !matches!(piece, Piece::Old(_))),
        both: bits(|_| true),
    }
}

fn bit(piece: &Piece) -> Bit {
    let (text, look) = match piece {
        Piece::Same(text) => (text, ""),
        Piece::Old(text) => (text, "old"),
        Piece::New(text) => (text, "new"),
    };
    Bit { text: text.clone(), look }
}
