//! The written notices of a docket, drafted from its record whenever they are read: the same docket
//! gives the same text.

use std::collections::BTreeMap;

use access::{Question, Resource};
use axum::http::StatusCode;
use law::Words;
use notice::{Facts, NoNotice, Notice, Sent};
use review::{Actor, BodyId, Entry, authoritative};
use serde_json::Value;
use store::desk::people;

use crate::asked::Asked;
use crate::desk::Docket;
use crate::office::Office;
use crate::problem::Problem;
use crate::setup::OFFICE_ORGANISATION;
use crate::view::{Sight, about_entry};

/// A notice that was sent, and its number among those of its docket, from 1.
pub struct Numbered {
    /// Its number in the docket.
    pub nth: u32,
    /// What was sent.
    pub sent: Sent,
    /// Its number in the series of all notices; `None` for one of a paper case.
    pub number: Option<String>,
}

/// The notices of a docket that the caller may read: those whose act they may read.
pub fn readable(asked: &Asked, docket: &Docket) -> Vec<Numbered> {
    let all = (1..).zip(notice::all(&docket.review));
    let readable = all.filter(|(_, sent)| {
        let entry = entry_of(docket, sent);
        entry.is_some_and(|entry| {
            let about = Resource::Entry(about_entry(asked, docket, entry));
            asked.allows(Question::EntryRead, &about)
        })
    });
    readable.map(|(nth, sent)| numbered(docket, nth, sent)).collect()
}

fn entry_of<'a>(docket: &'a Docket, sent: &Sent) -> Option<&'a Entry> {
    docket
        .review
        .entries()
        .iter()
        .map(AsRef::as_ref)
        .find(|entry: &&Entry| entry.number == sent.entry)
}

/// A notice of a docket, as the caller may read it: addressees whose part in the consultation is
/// not theirs to know are left out.
pub fn draft(asked: &Asked, docket: &Docket, numbered: &Numbered) -> Result<Notice, Problem> {
    let sight = Sight::of(asked, docket);
    let mut drafted = draft_whole(&asked.office, docket, numbered)?;
    drafted.addressees.retain(|one| sight.sees(one.actor.body()));
    Ok(drafted)
}

/// A notice with all its addressees, and the code by which its paper is asked for.
pub fn draft_whole(
    office: &Office,
    docket: &Docket,
    numbered: &Numbered,
) -> Result<Notice, Problem> {
    let context = office.context();
    let review = authoritative(&context, &docket.review).ok_or_else(Problem::not_found)?;
    let facts = facts(office, docket, numbered.number.as_deref())?;
    let drafted = notice::draft(&context, &review, numbered.sent.entry, &facts);
    let mut drafted = drafted.map_err(|none| no_notice(&none))?;
    if numbered.number.is_some() {
        drafted.code = office.code(docket, numbered.sent.entry)?;
    }
    Ok(drafted)
}

/// The notice that an entry sent; `None` where it sent none.
pub fn of_entry(docket: &Docket, entry: u32) -> Option<Numbered> {
    let found = (1..).zip(notice::all(&docket.review)).find(|(_, sent)| sent.entry == entry);
    found.map(|(nth, sent)| numbered(docket, nth, sent))
}

fn numbered(docket: &Docket, nth: u32, sent: Sent) -> Numbered {
    let beside = docket.beside(sent.entry);
    let number = beside.and_then(|beside| beside.notice.clone());
    Numbered { nth, sent, number }
}

fn facts(office: &Office, docket: &Docket, number: Option<&str>) -> Result<Facts, Problem> {
    let houses = office.read(people::organisations)?;
    let name = |id: &str| houses.iter().find(|house| house.id == id).map(|one| one.name.clone());
    let case = &docket.case;
    // Who has no account here is named in the case itself.
    let said = |what: &str| case.subject.get(what).and_then(Value::as_str).map(str::to_owned);
    let party = case.party.as_deref().and_then(name).or_else(|| said("party"));
    let provider = case.provider.as_deref().and_then(name).or_else(|| said("provider"));
    let mut bodies = BTreeMap::new();
    // Members are named by the law file, in both languages.
    for house in houses.iter().filter(|house| house.kind != "member-unit") {
        let body = house.body.as_deref().and_then(BodyId::new);
        bodies.extend(body.map(|body| (body, Words::new(&house.name, &house.name))));
    }
    for consulted in &docket.review.frame().consulted {
        if let Some(body) = consulted.body.body().filter(|body| !bodies.contains_key(*body)) {
            let named = Words::new(body.as_str(), body.as_str());
            bodies.insert(body.clone(), named);
        }
    }
    let issuer = name(OFFICE_ORGANISATION).unwrap_or_else(|| "网络安全审查办公室".to_owned());
    Ok(Facts {
        number: number.unwrap_or_default().to_owned(),
        case_number: case.number.clone(),
        case_title: case.title.clone(),
        party,
        provider,
        bodies,
        issuer: Words::new(issuer, "Cybersecurity Review Office"),
    })
}

fn no_notice(none: &NoNotice) -> Problem {
    let missing = matches!(none, NoNotice::NameMissing(Actor::Party | Actor::Provider));
    let status = if missing { StatusCode::CONFLICT } else { StatusCode::NOT_FOUND };
    Problem::new(
        status,
        "no-notice",
        Words::new("无法拟制通知", "The notice cannot be drafted"),
        none.words(),
    )
}
