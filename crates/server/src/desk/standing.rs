//! What access needs to know of a review, gathered from its docket.

use access::{DocketId, OrganisationId, Side};
use review::{Act, Actor, Asked, BodyId, Consulted, Entry, Event, Ground, Object, Origin, Review};

use super::case::Case;

/// The review as access sees it, before any entry.
pub fn begin(docket: &DocketId, case: &Case, review: &Review) -> access::Review {
    let organisation = |id: &Option<String>| id.as_deref().map(OrganisationId::new);
    access::Review {
        docket: docket.clone(),
        step: access::Step::Filing,
        party: organisation(&case.party),
        provider: organisation(&case.provider),
        // 2017: the departments of the frame are asked whether national security is affected.
        consulted: match review.frame().consulted.as_slice() {
            departments if review.round().is_none() && is_evaluation(review) => {
                departments.iter().filter_map(|it| it.body.body().cloned()).collect()
            }
            _ => Vec::new(),
        },
        asked_by: None,
        assigned: Vec::new(),
        told: Vec::new(),
    }
}

fn is_evaluation(review: &Review) -> bool {
    let first = review.entries().first();
    first.is_some_and(|entry| matches!(entry.act, Act::DetermineObject { .. } | Act::TakeUp { .. }))
}

/// Goes on by one entry of a review.
pub fn take(standing: &mut access::Review, review: &Review, entry: &Entry) {
    let act = &entry.act;
    for side in told_by(act) {
        tell(standing, *side);
    }
    // WHY: that a party writes its name into a filing tells a provider nothing.
    if entry.actor == Actor::Provider || opens_on_product(review, act) {
        tell(standing, Side::Provider);
    }
    if let Act::AskExOfficio { .. } = act {
        standing.asked_by = entry.actor.body().cloned();
    }
    if let Act::DetermineObject { ground, by, .. } | Act::TakeUp { ground, by, .. } = act
        && *ground == Ground::Department
    {
        standing.asked_by = by.as_ref().and_then(|by| by.body().cloned());
    }
    if let Act::AlsoConsult { body } = act {
        consult(standing, body.body());
    }
    if let Act::Assign { to } = act {
        assign(standing, to);
    }
    for event in &entry.events {
        if let Event::ProposalSent { to } = event {
            to.iter().for_each(|Consulted { body, .. }| consult(standing, body.body()));
        }
    }
}

/// The sides outside the Office that an act tells of the review.
fn told_by(act: &Act) -> &'static [Side] {
    if matches!(
        act,
        Act::Files { .. }
            | Act::OpenReview { .. }
            | Act::DetermineObject { .. }
            | Act::TakeUp { .. }
    ) {
        return &[Side::Party];
    }
    if matches!(act, Act::RequestSupplement { of: Asked::Provider, .. }) {
        return &[Side::Provider];
    }
    if matches!(act, Act::SubmitToCommission { .. }) {
        return &[Side::Commission];
    }
    &[]
}

/// Whether an act opens a review that nobody filed for on a product: its provider is told.
fn opens_on_product(review: &Review, act: &Act) -> bool {
    matches!(act, Act::OpenReview { .. })
        && review.origin() == Some(&Origin::ExOfficio(Object::Product))
}

fn tell(standing: &mut access::Review, side: Side) {
    if !standing.told.contains(&side) {
        standing.told.push(side);
    }
}

fn consult(standing: &mut access::Review, body: Option<&BodyId>) {
    if let Some(body) = body
        && !standing.consulted.contains(body)
    {
        standing.consulted.push(body.clone());
    }
}

fn assign(standing: &mut access::Review, to: &Actor) {
    if !standing.assigned.contains(to) {
        standing.assigned.push(to.clone());
    }
}

/// Whom an act addresses.
pub fn addressee(act: &Act) -> Option<Actor> {
    if let Act::RequestSupplement { of, .. } = act {
        return Some(match of {
            Asked::Party => Actor::Party,
            Asked::Provider => Actor::Provider,
        });
    }
    if let Act::AlsoConsult { body: to }
    | Act::Hear { body: to }
    | Act::Refer { to, .. }
    | Act::Assign { to }
    | Act::Serve { on: to, .. } = act
    {
        return Some(to.clone());
    }
    None
}
