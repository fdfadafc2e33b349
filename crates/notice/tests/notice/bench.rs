//! Dockets with the facts their notices need.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use calendar::Calendar;
use law::{Book, Words};
use notice::{Facts, Notice, Sent};
use review::docket::{At, paper_case, read_page};
use review::{Actor, BodyId, Context, Review};

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn context() -> Context {
    Context::new(&Book::built_in(), &Calendar::built_in())
}

/// With the holiday notice of one year only. Quick, because no paper need be forgotten for an act
/// of a later year; and nearly every limit runs into a year without a notice.
pub fn early() -> Context {
    let first = jiff::civil::date(2017, 1, 1);
    Context::new(&Book::built_in(), &Calendar::built_in().known_on(first))
}

/// The dockets of a page, with their titles.
pub fn dockets(text: &str) -> Vec<(String, Review)> {
    dockets_with(text, &[])
}

/// The dockets of a page with readings taken otherwise; what they make unlawful is irregular.
pub fn dockets_with(text: &str, readings: &[(&str, &str)]) -> Vec<(String, Review)> {
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    let mut page = read_page(text).expect("a page");
    let mut dockets = Vec::new();
    for section in &mut page.sections {
        for (name, value) in readings {
            let value = ((*name).to_owned(), (*value).to_owned());
            section.header.positions.push(At { line: 1, column: 1, value });
        }
        let case = paper_case(&book, &calendar, &*section).expect("a case");
        dockets.push((case.title, case.review));
    }
    dockets
}

/// One docket from its lines.
pub fn docket(header: &str, lines: &str) -> Review {
    let page = format!("# A\n\n{header}\n\n```docket\n{lines}\n```\n");
    dockets(&page).remove(0).1
}

pub fn facts(number: usize) -> Facts {
    let bodies = [
        ("nea", "国家能源局", "National Energy Administration"),
        ("mot", "交通运输部", "Ministry of Transport"),
    ];
    let bodies: BTreeMap<BodyId, Words> = bodies
        .into_iter()
        .map(|(id, zh, en)| (BodyId::new(id).expect("an id"), Words::new(zh, en)))
        .collect();
    Facts {
        number: format!("网审通〔2026〕{number}号"),
        case_number: "网审〔2026〕7号".to_owned(),
        case_title: "核心交换机采购".to_owned(),
        party: Some("甲电网有限公司".to_owned()),
        provider: Some("乙网络科技有限公司".to_owned()),
        bodies,
        issuer: Words::new("网络安全审查办公室", "Cybersecurity Review Office"),
    }
}

/// Facts that name every addressee.
pub fn facts_for(sent: &Sent, number: usize) -> Facts {
    let mut facts = facts(number);
    for actor in &sent.addressees {
        if let Actor::Unit(id) | Actor::Department(id) = actor {
            let name = || Words::new(format!("丙部门{id}"), format!("Department {id}"));
            let unnamed = !facts.bodies.contains_key(id) && matches!(actor, Actor::Department(_));
            if unnamed {
                facts.bodies.insert(id.clone(), name());
            }
        }
    }
    facts
}

/// Every notice of a docket; none where nothing may be issued from it.
pub fn notices(context: &Context, review: &Review) -> Vec<Notice> {
    let Some(docket) = review::authoritative(context, review) else {
        return Vec::new();
    };
    let draft = |(index, sent): (usize, &Sent)| {
        let facts = facts_for(sent, index + 1);
        let drafted = notice::draft(context, &docket, sent.entry, &facts);
        drafted.unwrap_or_else(|why| panic!("entry {}: {why}", sent.entry))
    };
    notice::all(review).iter().enumerate().map(draft).collect()
}
