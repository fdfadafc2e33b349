//! The live docket under another version of the law or other readings: a simulation over the cases
//! that whoever asks may read whole. A case of which he may not read every entry is not among them,
//! since what would become of it could tell what stands in that entry.

use std::sync::Arc;

use access::{Asker, Declaration, DocketId, Question, Resource};
use jiff::civil::Date;
use law::{FilingKind, Object, Positions, Regime, Words};
use review::what_if::{Case, Occasion, Outcome, Readings, Tally, what_if};
use review::{Act, Context, Simulation};
use serde::Serialize;
use store::desk::door::Declared;
use store::desk::people;
use store::{Cursor, Order, Row, Shown};

use crate::credential;
use crate::desk::Docket;
use crate::office::Office;
use crate::problem::Problem;
use crate::view::entry_of;

/// Cases looked at for one request, or a few more; there is a way on where there are others.
const MOST_LOOKED_AT: usize = 2_000;
/// Rows read at once.
const STORED_PAGE: u16 = 200;

/// What is tried.
pub struct Tried {
    /// The version.
    pub law: Arc<Regime>,
    /// Readings taken instead of its own.
    pub readings: Readings,
    /// The day on which every case is looked at.
    pub as_of: Date,
}

/// A case of the docket and what would become of it.
#[derive(Debug, Serialize)]
pub struct OfCase {
    /// Its id; `None`: an invented case.
    pub review: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// What would become of it.
    #[serde(flatten)]
    pub outcome: Simulation<Outcome>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Found {
    /// Counts over all cases looked at.
    pub tally: Tally,
    /// The cases of which anything differs: those that would be late first, then those that would
    /// have to file, those with acts that would be refused, the rest.
    pub cases: Vec<OfCase>,
    /// Cases known to whoever asks that he may not read whole, and that are not among them.
    pub unread: u64,
    /// Where the looking goes on, if not all could be looked at.
    pub next: Option<Cursor>,
}

/// How far somebody sees a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sees {
    /// Every entry of it.
    Whole,
    /// That it is there.
    Listed,
    /// Nothing.
    Nothing,
}

/// Whether somebody may do something.
pub type Allows<'a> = &'a dyn Fn(Question, &Resource) -> bool;

/// Looks at the cases on record, from a place on, the newest first.
///
/// # Errors
/// The record cannot be read.
pub fn of_record(
    office: &Office,
    allows: Allows<'_>,
    tried: &Tried,
    (standing, from): (Shown, Option<Cursor>),
) -> Result<Found, Problem> {
    let context = office.context();
    let mut found = Found::default();
    let mut wanted = store::Query {
        standing,
        order: Order::Newest,
        limit: STORED_PAGE,
        cursor: from,
        ..store::Query::default()
    };
    let mut looked_at = 0;
    loop {
        let page = office.reader().list(&wanted).map_err(|error| Problem::broken(&error))?;
        for row in &page.rows {
            one(office, &context, allows, tried, row, &mut found)?;
        }
        looked_at += page.rows.len();
        wanted.cursor = page.next;
        if wanted.cursor.is_none() || MOST_LOOKED_AT <= looked_at {
            break;
        }
    }
    found.next = wanted.cursor.map(Cursor::by_age);
    sort(&mut found.cases);
    Ok(found)
}

fn one(
    office: &Office,
    context: &Context,
    allows: Allows<'_>,
    tried: &Tried,
    row: &Row,
    found: &mut Found,
) -> Result<(), Problem> {
    let id = DocketId::new(row.stream.as_str());
    let Some(docket) = office.dockets.find(office, &id)? else {
        return Ok(());
    };
    match sees(office, allows, tried.as_of, &docket) {
        Sees::Nothing => {}
        Sees::Listed => found.unread += 1,
        Sees::Whole => {
            let book = context.book();
            let occasion = occasion(&docket);
            let case = Case::of_review(book, id.as_str(), &docket.review, tried.as_of, occasion);
            let outcome = what_if(context, &case, &tried.law, &tried.readings);
            found.tally.add(outcome.get());
            if outcome.get().differs() {
                found.cases.push(OfCase {
                    review: Some(id.as_str().to_owned()),
                    number: Some(docket.case.number.clone()),
                    title: Some(docket.case.title.clone()),
                    outcome,
                });
            }
        }
    }
    Ok(())
}

fn sees(office: &Office, allows: Allows<'_>, today: Date, docket: &Docket) -> Sees {
    let review = Resource::Review(docket.standing.clone());
    let whole = [Question::ReviewRead, Question::ReviewDocket, Question::ConsultationRead];
    let readable = |entry: &Arc<review::Entry>| {
        let about = entry_of(office, today, docket, entry);
        allows(Question::EntryRead, &Resource::Entry(about))
    };
    if whole.iter().all(|question| allows(*question, &review))
        && docket.review.entries().iter().all(readable)
    {
        return Sees::Whole;
    }
    if allows(Question::ReviewList, &review) { Sees::Listed } else { Sees::Nothing }
}

/// What there was to be filed, as far as the record says it: a filing says of what kind it is, and
/// that its party held it to affect national security; a listing counts its users.
fn occasion(docket: &Docket) -> Option<Occasion> {
    let first = docket.review.entries().first()?;
    let kind = if let Act::Files { kind, .. } = &first.act {
        *kind
    } else if let Act::AskExOfficio { object: Object::Listing, .. } = &first.act {
        FilingKind::Listing
    } else {
        return None;
    };
    let filed = matches!(first.act, Act::Files { .. });
    let users = users(docket);
    if kind == FilingKind::Listing && users.is_none() {
        return None;
    }
    Some(Occasion { kind, on: first.legal_day(), users: users.unwrap_or(0), affects: filed })
}

/// How many users' personal information is held, where the filing says it as a number.
fn users(docket: &Docket) -> Option<u64> {
    let written = docket.case.subject.get("users")?.as_str()?.trim();
    let digits: String = written.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '_')).collect();
    digits.parse().ok()
}

/// Looks at invented or historic cases, a line of JSON each.
///
/// # Errors
/// Lines that are no cases, each with its place: the first twenty.
pub fn of_lines(context: &Context, tried: &Tried, lines: &str) -> Result<Found, Vec<Words>> {
    let mut found = Found::default();
    let mut faults = Vec::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Case::of_json(context.book(), line) {
            Ok(case) => {
                let outcome = what_if(context, &case, &tried.law, &tried.readings);
                found.tally.add(outcome.get());
                if outcome.get().differs() {
                    found.cases.push(OfCase { review: None, number: None, title: None, outcome });
                }
            }
            Err(fault) if faults.len() < 20 => {
                let (line, column) = (index + 1, fault.column.unwrap_or(1));
                faults.push(Words::new(
                    format!("第 {line} 行第 {column} 列：{}", fault.words.zh),
                    format!("line {line}, column {column}: {}", fault.words.en),
                ));
            }
            Err(_) => {}
        }
    }
    sort(&mut found.cases);
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn sort(cases: &mut [OfCase]) {
    cases.sort_by_key(|one| {
        let outcome = one.outcome.get();
        let first = (!outcome.newly_late(), !outcome.files_anew(), outcome.refused.is_empty());
        (first, outcome.case.clone())
    });
}

/// Readings by name and value, all of which exist.
///
/// # Errors
/// Each that does not, by its name.
pub fn readings(given: &[(String, String)]) -> Result<Readings, Vec<(String, Words)>> {
    let mut tried = Positions::RECOMMENDED;
    let mut faults = Vec::new();
    for (name, value) in given {
        if let Err(unknown) = tried.take(name, value) {
            faults.push((name.clone(), review::docket::position_words(&unknown)));
        }
    }
    if faults.is_empty() { Ok(given.to_vec()) } else { Err(faults) }
}

/// The same on the machine itself, for somebody by his login: over all the cases he may read.
///
/// # Errors
/// There is no such account, it may not try the law, or the record cannot be read.
pub fn in_folder(
    office: &Office,
    login: &str,
    tried: &Tried,
    standing: Shown,
) -> Result<Found, Problem> {
    let found = office.read(|conn| {
        let Some(account) = people::account_by_login(conn, login)? else {
            return Ok(None);
        };
        let grants = people::grants(conn, &account.id)?;
        Ok(Some((account, grants)))
    })?;
    let open = found.filter(|(account, _)| account.door != people::Door::Locked);
    let person = open.and_then(|(account, grants)| credential::person(&account, &grants));
    let person = person.ok_or_else(Problem::not_found)?;
    let allows = |question: Question, resource: &Resource| {
        let declared = resource.review().map(|review| {
            let all = office.dockets.declared(office, &review.docket);
            let all = all.map(|all| all.to_vec()).unwrap_or_default();
            all.into_iter().find(|(who, _)| who == person.id.as_str()).map(|(_, said)| said)
        });
        let declared = match declared.flatten() {
            None => Declaration::None,
            Some(Declared::Conflict) => Declaration::Conflict,
            Some(Declared::NoConflict) => Declaration::NoConflict,
        };
        let asker = Asker::Declared(&person, declared, access::Glass::Whole);
        office.access.may(asker, tried.as_of, question, resource).is_allowed()
    };
    if !allows(Question::WhatIf, &Resource::Office) {
        return Err(Problem::not_permitted("no-policy-permits"));
    }
    let mut all = Found::default();
    let mut from = None;
    loop {
        let mut page = of_record(office, &allows, tried, (standing, from))?;
        all.tally = all.tally.and(&page.tally);
        all.unread += page.unread;
        all.cases.append(&mut page.cases);
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    sort(&mut all.cases);
    Ok(all)
}
