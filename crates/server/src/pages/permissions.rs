//! What somebody may do in a case now, and why not the rest of what is theirs.

use access::{ActName, Question, Resource, actor_for};
use review::{Basis, Permission, Refusal};

use super::texts::Speech;
use crate::asked::Asked;
use crate::desk::Docket;
use crate::view::is_own;

/// An act that can be done, or why not.
pub struct ActLine {
    /// Its word.
    pub act: String,
    /// What it is called.
    pub name: String,
    /// Why not.
    pub why: String,
    /// Under which article.
    pub article: String,
}

/// Acts beside the procedure: they stand apart, under the acts that move the case.
const BESIDE: &[&str] = &[
    "announce",
    "join",
    "inspect",
    "refer",
    "note",
    "serve",
    "correct",
    "report",
    "terminate",
    "carry-over",
    "also-consult",
    "impose-measures",
    "lift-measures",
];

/// The acts that move the case, those beside it, and those refused.
pub fn lines(
    asked: &Asked,
    docket: &Docket,
    permissions: &[Permission],
) -> (Vec<ActLine>, Vec<ActLine>, Vec<ActLine>) {
    let (may, refused) = permitted(asked, docket, permissions);
    let (beside, acts) = may.into_iter().partition(|line| BESIDE.contains(&line.act.as_str()));
    (acts, beside, refused)
}

/// What the caller may do now, and why not the rest of what is theirs.
fn permitted(
    asked: &Asked,
    docket: &Docket,
    permissions: &[Permission],
) -> (Vec<ActLine>, Vec<ActLine>) {
    let t = Speech(asked.language);
    let Some(credential) = &asked.credential else {
        return Default::default();
    };
    let resource = Resource::Review(docket.standing.clone());
    let (mut may, mut may_not): (Vec<ActLine>, Vec<ActLine>) = Default::default();
    for permission in permissions {
        let Some(name) = ActName::of_word(permission.act) else {
            continue;
        };
        let own = actor_for(&credential.person, asked.today, name);
        let listed = |lines: &[ActLine]| lines.iter().any(|line| line.act == permission.act);
        if own.as_ref() != Some(&permission.actor) || listed(&may) {
            continue;
        }
        if !asked.allows(Question::Act(name), &resource) {
            continue;
        }
        let line = act_line(t, permission);
        if permission.refusal.is_none() {
            may_not.retain(|other| other.act != line.act);
            may.push(line);
        } else if !listed(&may_not) {
            may_not.push(line);
        }
    }
    (may, may_not)
}

/// The refusal of an act of the caller's own, as things stand; `None`: it can be done.
pub fn refusal_now(asked: &Asked, permissions: Vec<Permission>, act: &str) -> Option<Refusal> {
    let own = permissions.into_iter().filter(|one| one.act == act && is_own(asked, one));
    let refusals: Option<Vec<Refusal>> = own.map(|one| one.refusal).collect();
    refusals.and_then(|all| all.into_iter().next())
}

/// Under which article an act is refused.
pub fn article(t: Speech, basis: &Basis) -> String {
    match basis {
        Basis::Article(cite) => t.with("under-article", &[("article", &cite.article)]),
        Basis::Position { .. } | Basis::House { .. } => String::new(),
    }
}

fn act_line(t: Speech, permission: &Permission) -> ActLine {
    let refusal = permission.refusal.as_ref();
    ActLine {
        act: permission.act.to_owned(),
        name: t.of("act", permission.act),
        why: refusal.map(|no| t.words(&no.text).to_owned()).unwrap_or_default(),
        article: refusal.map(|no| article(t, &no.basis)).unwrap_or_default(),
    }
}
