//! What came of a what-if, as a page shows it.

use jiff::civil::Date;
use law::{Cite, RegimeId, Words};
use review::{Basis, BodyId, Effect, LimitName};
use serde::Deserialize;
use serde_json::Value;

use super::form::Filled;
use super::limits::{some_names, word};
use super::texts::Speech;
use super::visit::Visit;
use crate::problem::Problem;

#[derive(Deserialize)]
struct Told {
    law: RegimeId,
    as_of: Date,
    tally: Tally,
    cases: Vec<Case>,
    unread: u64,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Tally {
    cases: u64,
    differ: u64,
    files_anew: u64,
    files_no_more: u64,
    limits_later: u64,
    limits_earlier: u64,
    newly_late: u64,
    refused: u64,
}

#[derive(Deserialize)]
struct Case {
    review: Option<String>,
    number: Option<String>,
    title: Option<String>,
    case: String,
    law: Option<RegimeId>,
    owed: Option<Owed>,
    moved: Vec<Moved>,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
struct Owed {
    before: Option<Cite>,
    after: Option<Cite>,
}

#[derive(Deserialize)]
struct Moved {
    limit: LimitName,
    of: Option<BodyId>,
    effect: Effect,
    before: Option<Stands>,
    after: Option<Stands>,
    days: Option<i32>,
}

#[derive(Deserialize, PartialEq)]
struct Stands {
    article: String,
    earliest: Option<Date>,
    due: Option<Date>,
    late: u32,
}

#[derive(Deserialize)]
struct Refused {
    entry: u32,
    act: String,
    refusal: Refusal,
}

#[derive(Deserialize)]
struct Refusal {
    basis: Basis,
    text: Words,
}

/// A figure with what it counts.
pub struct FigureShown {
    /// How many.
    pub number: String,
    /// Of what.
    pub words: String,
    /// How it looks.
    pub look: &'static str,
}

/// All of it.
pub struct FoundShown {
    /// The version tried.
    pub law: RegimeId,
    /// That nothing can be issued from it, and as of which day it is.
    pub sentence: String,
    /// Counts.
    pub figures: Vec<FigureShown>,
    /// Cases that are not among them.
    pub unread: Option<String>,
    /// Those of which anything differs.
    pub cases: Vec<CaseShown>,
    /// The same form for where the looking goes on.
    pub next: Option<Vec<(String, String)>>,
}

/// A case.
pub struct CaseShown {
    /// Where it is.
    pub at: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its number.
    pub number: String,
    /// The version it is under.
    pub law: String,
    /// Whether something would be late that is not.
    pub late: bool,
    /// What would become of the duty to file.
    pub owed: Option<String>,
    /// Limits that stand otherwise.
    pub moved: Vec<MovedShown>,
    /// Acts that would be refused.
    pub refused: Vec<RefusedShown>,
}

/// A limit that stands otherwise: each side its day, and beside it what there is to say.
pub struct MovedShown {
    /// What it is called.
    pub name: String,
    /// Whether it is our own target.
    pub internal: bool,
    /// As it stands.
    pub before: (String, String),
    /// As it would stand.
    pub after: (String, String),
    /// Whether it would be late and is not.
    pub late: bool,
    /// By how much it moves.
    pub shift: String,
}

/// An act that would be refused.
pub struct RefusedShown {
    /// Which.
    pub act: String,
    /// Why.
    pub why: String,
    /// On what ground.
    pub basis: String,
}

/// What the API told, as it is shown.
///
/// # Errors
/// The answer is not what the API gives.
pub fn found(visit: &Visit, filled: &Filled, told: Value) -> Result<FoundShown, Problem> {
    let told: Told = serde_json::from_value(told).map_err(|error| Problem::broken(&error))?;
    let t = visit.t;
    let next = told.next.map(|cursor| {
        let others = filled.0.iter().filter(|(name, value)| name != "cursor" && !value.is_empty());
        let mut form: Vec<(String, String)> = others.cloned().collect();
        form.push(("cursor".to_owned(), cursor));
        form
    });
    let count = told.unread.to_string();
    Ok(FoundShown {
        law: told.law,
        sentence: t.with("what-if-sentence", &[("day", &t.day(told.as_of))]),
        figures: figures(t, &told.tally),
        unread: (told.unread != 0).then(|| t.with("what-if-unread", &[("count", &count)])),
        cases: told.cases.into_iter().map(|case| shown(visit, case)).collect(),
        next,
    })
}

fn figures(t: Speech, tally: &Tally) -> Vec<FigureShown> {
    let late = if tally.newly_late == 0 { "" } else { "late" };
    [
        ("what-if-cases-seen", tally.cases, ""),
        ("what-if-differ", tally.differ, ""),
        ("what-if-newly-late", tally.newly_late, late),
        ("what-if-files-anew", tally.files_anew, ""),
        ("what-if-files-no-more", tally.files_no_more, ""),
        ("what-if-limits-later", tally.limits_later, ""),
        ("what-if-limits-earlier", tally.limits_earlier, ""),
        ("what-if-refused", tally.refused, ""),
    ]
    .into_iter()
    .map(|(name, number, look)| FigureShown {
        number: number.to_string(),
        words: t.get(name).to_owned(),
        look,
    })
    .collect()
}

fn shown(visit: &Visit, case: Case) -> CaseShown {
    let t = visit.t;
    let newly_late = |one: &Moved| one.effect == Effect::Statutory && is_newly_late(one);
    CaseShown {
        at: case.review.as_ref().map(|id| format!("/reviews/{id}")),
        title: case.title.unwrap_or(case.case),
        number: case.number.unwrap_or_default(),
        law: case.law.map_or_else(|| "—".to_owned(), |law| law.to_string()),
        late: case.moved.iter().any(newly_late),
        owed: case.owed.and_then(|owed| owed_words(t, &owed)),
        moved: moved(visit, &case.moved),
        refused: refused(t, &case.refused),
    }
}

fn is_late(stands: Option<&Stands>) -> bool {
    stands.is_some_and(|stands| stands.late != 0)
}

fn is_newly_late(one: &Moved) -> bool {
    !is_late(one.before.as_ref()) && is_late(one.after.as_ref())
}

fn owed_words(t: Speech, owed: &Owed) -> Option<String> {
    let say = |name: &str, cite: &Cite| t.with(name, &[("cite", t.words(&cite.words()))]);
    match (&owed.before, &owed.after) {
        (None, Some(cite)) => Some(say("what-if-owed-then", cite)),
        (Some(cite), None) => Some(say("what-if-owed-now", cite)),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Limits that move alike are one row: thirteen members are asked on one day.
fn moved(visit: &Visit, all: &[Moved]) -> Vec<MovedShown> {
    let mut groups: Vec<(&Moved, Vec<String>)> = Vec::new();
    for one in all {
        let name = one.of.as_ref().map(|body| body_name(visit, body));
        let alike = |known: &Moved| {
            (known.limit, known.effect, known.days) == (one.limit, one.effect, one.days)
                && known.of.is_some() == one.of.is_some()
                && known.before == one.before
                && known.after == one.after
        };
        match groups.iter_mut().find(|(known, _)| alike(known)) {
            Some((_, names)) => names.extend(name),
            None => groups.push((one, name.into_iter().collect())),
        }
    }
    groups.into_iter().map(|(one, names)| moved_row(visit.t, one, &names)).collect()
}

fn moved_row(t: Speech, one: &Moved, names: &[String]) -> MovedShown {
    let step = t.of("step", word(one.limit));
    let name = if names.is_empty() {
        step
    } else {
        t.with("limit-of", &[("limit", &step), ("body", &some_names(t, names))])
    };
    let shift = match one.days {
        Some(days) if days < 0 => {
            t.with("what-if-earlier", &[("days", &days.unsigned_abs().to_string())])
        }
        Some(0) | None => String::new(),
        Some(days) => t.with("what-if-later", &[("days", &days.to_string())]),
    };
    MovedShown {
        name,
        internal: one.effect == Effect::Internal,
        before: side(t, one.before.as_ref()),
        after: side(t, one.after.as_ref()),
        late: is_newly_late(one),
        shift,
    }
}

fn side(t: Speech, stands: Option<&Stands>) -> (String, String) {
    let Some(stands) = stands else {
        return ("—".to_owned(), String::new());
    };
    let due = match (stands.earliest, stands.due) {
        (Some(earliest), Some(latest)) => {
            let ends = [("earliest", t.day(earliest)), ("latest", t.day(latest))];
            t.with("range-provisional", &ends.each_ref().map(|(name, day)| (*name, day.as_str())))
        }
        (None, Some(day)) => t.day(day),
        (_, None) => t.get("what-if-no-day").to_owned(),
    };
    let article = t.with("under-article", &[("article", &stands.article)]);
    if stands.late == 0 {
        return (due, article);
    }
    let late = t.with("state-overdue", &[("late", &stands.late.to_string())]);
    (due, format!("{article} {late}"))
}

fn body_name(visit: &Visit, body: &BodyId) -> String {
    let context = visit.asked.office.context();
    let members = context.book().all().flat_map(|regime| &regime.members);
    if let Some(member) = members.into_iter().find(|member| member.id == body.as_str()) {
        return visit.t.words(&member.short).to_owned();
    }
    let house = visit.asked.office.house_name(body.as_str());
    house.map_or_else(|| body.to_string(), |name| name.to_string())
}

/// Acts refused in the same words stand together.
fn refused(t: Speech, all: &[Refused]) -> Vec<RefusedShown> {
    let mut shown: Vec<RefusedShown> = Vec::new();
    for one in all.iter().map(|one| refused_row(t, one)) {
        match shown.iter_mut().find(|known| (&known.why, &known.basis) == (&one.why, &one.basis)) {
            Some(known) => {
                known.act.push_str(t.get("clause-separator"));
                known.act.push_str(&one.act);
            }
            None => shown.push(one),
        }
    }
    shown
}

fn refused_row(t: Speech, one: &Refused) -> RefusedShown {
    let act = t.of("act", &one.act);
    RefusedShown {
        act: t.with("what-if-act", &[("entry", &one.entry.to_string()), ("act", &act)]),
        why: t.words(&one.refusal.text).to_owned(),
        basis: match &one.refusal.basis {
            Basis::Article(cite) => t.words(&cite.words()).to_owned(),
            Basis::Position { position } => position.clone(),
            Basis::House { house } => t.of("house", house),
        },
    }
}
