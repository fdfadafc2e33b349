//! The parts of the matrix where a step says less than who did a thing: files and entries.

#![expect(clippy::wildcard_enum_match_arm, reason = "most acts address nobody")]

use std::sync::Arc;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use access::*;
use review::Actor;

use crate::matrix::mark;
use crate::world::{Asking, body, review};

/// A table with a column for each asker of whom at least one line says something.
pub fn table(out: &mut String, askers: &[Asking], title: &str, lines: Vec<(String, Resource)>) {
    let _ = writeln!(out, "\n{title}, when the docket is closed and all were told\n");
    let question = match lines.first() {
        Some((_, Resource::Material(_))) => Question::MaterialRead,
        Some(_) | None => Question::EntryRead,
    };
    let answers = |asking: &Asking| -> Vec<(char, BTreeSet<Policy>)> {
        let each = lines.iter().map(|(_, resource)| {
            let mut policies = BTreeSet::new();
            (mark(asking, question, Some(resource), &mut policies), policies)
        });
        each.collect()
    };
    let columns: Vec<_> = askers.iter().map(|a| (a.name, answers(a))).collect();
    let telling: Vec<_> =
        columns.iter().filter(|(_, marks)| marks.iter().any(|(mark, _)| *mark != '.')).collect();
    for (place, (name, marks)) in telling.iter().enumerate() {
        let policies: BTreeSet<&str> =
            marks.iter().flat_map(|(_, all)| all).map(Policy::as_str).collect();
        let policies = policies.into_iter().collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "  {} {name:<32} {policies}", letter(place));
    }
    let header: String = (0..telling.len()).map(letter).collect();
    let _ = writeln!(out, "\n  {:<46} {header}", "");
    for (row, (name, _)) in lines.iter().enumerate() {
        let marks: String = telling.iter().map(|(_, marks)| marks[row].0).collect();
        let _ = writeln!(out, "  {name:<46} {marks}");
    }
}

pub fn files() -> Vec<(String, Resource)> {
    let of = |name: &str, owner: &str, review: Option<Arc<Review>>| {
        let owner = OrganisationId::new(owner);
        (name.to_owned(), Resource::Material(Material { owner, review }))
    };
    let closed = || Some(Arc::new(review(Step::Closed)));
    vec![
        of("in the party's draft", "acme", None),
        of("party", "acme", closed()),
        of("provider", "vendor", closed()),
        of("office", "office", closed()),
        of("lab", "cnlab", closed()),
    ]
}

pub fn entries() -> Vec<(String, Resource)> {
    let mut lines = Vec::new();
    let mut line = |by: &Actor, act: ActName, to: Option<Actor>| {
        let said = to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
        let review = Arc::new(review(Step::Closed));
        let entry = Entry { review, by: by.clone(), act, to, seal: Seal::Open };
        lines.push((format!("{by} {act}{said}"), Resource::Entry(entry)));
    };
    let (miit, csrc) = (Actor::Unit(body("miit")), Actor::Unit(body("csrc")));
    for act in ActName::ALL {
        for by in doers(*act) {
            match act {
                ActName::RequestSupplement | ActName::Serve | ActName::Hear => {
                    line(&by, *act, Some(Actor::Party));
                    line(&by, *act, Some(Actor::Provider));
                    line(&by, *act, Some(miit.clone()));
                }
                ActName::AlsoConsult => line(&by, *act, Some(csrc.clone())),
                ActName::Assign => {
                    line(&by, *act, Some(Actor::Lab(body("cnlab"))));
                    line(&by, *act, Some(Actor::Experts));
                }
                _ => line(&by, *act, None),
            }
        }
    }
    for by in [miit, csrc] {
        let (review, act) = (Arc::new(review(Step::Closed)), ActName::Reply);
        let entry = Entry { review, by: by.clone(), act, to: None, seal: Seal::Sealed };
        lines.push((format!("{by} {act}, sealed"), Resource::Entry(entry)));
    }
    lines
}

/// Who does an act, in the docket's table.
fn doers(act: ActName) -> Vec<Actor> {
    let unit = |id| Actor::Unit(body(id));
    if act == ActName::Report {
        return vec![Actor::Anyone];
    }
    if act == ActName::AskExOfficio {
        return vec![unit("mps")];
    }
    if act == ActName::FindAffected {
        return vec![Actor::Department(body("energy"))];
    }
    let all = [
        ("party", Actor::Party),
        ("provider", Actor::Provider),
        ("body", unit("miit")),
        ("body", unit("csrc")),
        ("commission", Actor::Commission),
        ("lab", Actor::Lab(body("cnlab"))),
        ("experts", Actor::Experts),
    ];
    let does = |(who, _): &(&str, Actor)| crate::twin_lists::does(act, who);
    let doers: Vec<Actor> = all.into_iter().filter(does).map(|(_, actor)| actor).collect();
    if doers.is_empty() { vec![Actor::Office] } else { doers }
}

fn letter(place: usize) -> char {
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ".chars().nth(place).unwrap_or('?')
}
