//! Which acts send a written notice, and to whom: a pure function of the docket.

use law::Transition;
use review::{Act, Actor, Asked, AskedBody, Entry, Event, Object, Origin, Review, Round};

use crate::Kind;

/// A written notice that an act sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The entry of the act.
    pub entry: u32,
    /// Its kind.
    pub kind: Kind,
    /// To whom, in the order of the address line.
    pub addressees: Vec<Actor>,
}

/// Every notice of a docket, in order; `serves notice N` means the N-th, counted from 1.
pub fn all(review: &Review) -> Vec<Sent> {
    let mut sent = Vec::new();
    let mut entries = review.entries().iter();
    let Some(first) = entries.next() else {
        return sent;
    };
    let Some(mut after) = Review::read([first.as_ref()]) else {
        return sent;
    };
    sent.extend(sent_by(first, &after));
    for entry in entries {
        after = review::evolve(after, entry);
        sent.extend(sent_by(entry, &after));
    }
    sent
}

/// The notice that an entry sends, if it sends one; `after` is the review that ends with it.
pub fn sent_by(entry: &Entry, after: &Review) -> Option<Sent> {
    let kind = kind(entry, after)?;
    let addressees = addressees(kind, entry, after);
    (!addressees.is_empty()).then_some(Sent { entry: entry.number, kind, addressees })
}

/// The kind of notice that each act sends. What the party or a consulted body does sends none; nor
/// does what stays inside the Office, goes to the Commission, or is published.
fn kind(entry: &Entry, after: &Review) -> Option<Kind> {
    match &entry.act {
        Act::ReturnFiling { .. } => Some(Kind::Deficiency),
        Act::OpenReview { .. } => Some(match after.origin() {
            Some(Origin::Filed(_)) => Kind::ReviewOpened,
            Some(Origin::ExOfficio(_) | Origin::Announced | Origin::Determined) | None => {
                Kind::ReviewInitiated
            }
        }),
        Act::FindNoReviewNeeded => Some(Kind::NoReviewNeeded),
        Act::ExtendLimit { .. } => Some(Kind::LimitExtended),
        // Asked for before the filing is found complete, it is a deficiency (position B1).
        Act::RequestSupplement { .. } if is_deficiency(entry, after) => Some(Kind::Deficiency),
        Act::RequestSupplement { .. } => Some(Kind::SupplementRequested),
        Act::FindSupplementIncomplete { .. } => Some(Kind::SupplementIncomplete),
        Act::WithdrawRequest { .. } => Some(Kind::RequestWithdrawn),
        Act::Propose { .. } => Some(Kind::Consultation),
        // A body named before the proposal gets its letter with the proposal.
        Act::AlsoConsult { .. } => {
            let round = after.round()?;
            round.bodies.iter().find(|asked| asked.asked == entry.number)?;
            Some(if is_second(round, after) { Kind::ConsultationAgain } else { Kind::Consultation })
        }
        Act::AmendProposal { .. } => Some(Kind::ConsultationAmended),
        Act::ProposeAgain { .. } => Some(Kind::ConsultationAgain),
        Act::WithdrawProposal { .. } => Some(Kind::ProposalWithdrawn),
        Act::OpenSpecialReview => Some(Kind::SpecialReview),
        Act::Conclude => Some(Kind::Conclusion),
        Act::ImposeMeasures { .. } => Some(Kind::MeasuresImposed),
        Act::LiftMeasures { .. } => Some(Kind::MeasuresLifted),
        Act::ConsentToWithdrawal => Some(Kind::WithdrawalConsented),
        Act::Terminate { .. } => Some(Kind::Terminated),
        // Where everything stays under its first version nothing changes (position F1).
        Act::CarryOver { .. } => {
            let moves = after.positions().transition != Transition::StartVersion;
            (moves && carries_over(entry)).then_some(Kind::LawCarriedOver)
        }
        Act::PublishResult { .. } => Some(Kind::ResultPublished),
        Act::CirculateResult { .. } => Some(Kind::ResultCirculated),
        Act::Files { .. }
        | Act::CompleteFiling
        | Act::Lodge { .. }
        | Act::ConfirmFiling
        | Act::SupplySupplement { .. }
        | Act::ReceiveProposal
        | Act::Reply { .. }
        | Act::EstablishDivision { .. }
        | Act::Hear { .. }
        | Act::SubmitToCommission { .. }
        | Act::CommissionApprove
        | Act::CommissionDecline
        | Act::CommissionReturn
        | Act::AskExOfficio { .. }
        | Act::ReportMeasures { .. }
        | Act::Announce { .. }
        | Act::Join { .. }
        | Act::Inspect { .. }
        | Act::Refer { .. }
        | Act::Withdraw
        | Act::Commit { .. }
        | Act::Urge { .. }
        | Act::FindCommitment { .. }
        | Act::Report { .. }
        | Act::Correct { .. }
        | Act::Note { .. }
        | Act::Serve { .. }
        | Act::Acknowledge { .. }
        | Act::DetermineObject { .. }
        | Act::TakeUp { .. }
        | Act::FindAffected { .. }
        | Act::Assign { .. }
        | Act::ReportEvaluation { .. }
        | Act::ReportAssessment { .. }
        | Act::PublishAssessment { .. } => None,
    }
}

fn addressees(kind: Kind, entry: &Entry, after: &Review) -> Vec<Actor> {
    match kind {
        Kind::ReviewOpened | Kind::NoReviewNeeded | Kind::WithdrawalConsented => {
            vec![Actor::Party]
        }
        // The article binds the party, whatever the review is about.
        Kind::MeasuresImposed | Kind::MeasuresLifted => vec![Actor::Party],
        Kind::Deficiency
        | Kind::SupplementRequested
        | Kind::SupplementIncomplete
        | Kind::RequestWithdrawn => vec![asked(entry, after)],
        Kind::ReviewInitiated
        | Kind::LimitExtended
        | Kind::SpecialReview
        | Kind::Conclusion
        | Kind::Terminated
        | Kind::LawCarriedOver => vec![reviewed(after)],
        Kind::Consultation | Kind::ConsultationAmended | Kind::ConsultationAgain => {
            let bodies = after.round().map(|round| round.bodies.as_slice()).unwrap_or_default();
            let new = bodies.iter().filter(|body: &&AskedBody| body.asked == entry.number);
            new.map(|body| body.actor.clone()).collect()
        }
        Kind::ProposalWithdrawn => bodies_of_last_proposal(entry, after),
        Kind::ResultPublished | Kind::ResultCirculated => vec![Actor::Provider],
    }
}

/// Who is under review: the provider, where the mechanism reviews a product of its own motion, and
/// where an object was determined or taken up (2017); else the party.
pub(crate) fn reviewed(review: &Review) -> Actor {
    match review.origin() {
        Some(Origin::ExOfficio(Object::Product) | Origin::Determined) => Actor::Provider,
        Some(
            Origin::Filed(_)
            | Origin::ExOfficio(Object::DataProcessing | Object::Listing)
            | Origin::Announced,
        )
        | None => Actor::Party,
    }
}

/// Whether what is asked for is missing from the party's own filing.
fn is_deficiency(entry: &Entry, after: &Review) -> bool {
    let asked = after.requests().iter().find(|request| request.asked == entry.number);
    asked.is_some_and(|request| request.deficiency && request.of == Actor::Party)
}

/// Of whom the materials were asked that an entry is about.
fn asked(entry: &Entry, after: &Review) -> Actor {
    if let Act::RequestSupplement { of: Asked::Provider, .. } = &entry.act {
        return Actor::Provider;
    }
    let meant = |request: &&review::Request| {
        request.asked == entry.number || request.answered == Some(entry.number)
    };
    let found = after.requests().iter().find(meant);
    found.map_or(Actor::Party, |request| request.of.clone())
}

/// Whether the law was carried over in fact: an irregular entry may have tried what cannot be.
fn carries_over(entry: &Entry) -> bool {
    entry.events.iter().any(|event| matches!(event, Event::LawCarriedOver { .. }))
}

pub(crate) fn is_second(round: &Round, review: &Review) -> bool {
    let sent = review.entries().iter().find(|entry| entry.number == round.sent);
    sent.is_some_and(|entry| matches!(entry.act, Act::ProposeAgain { .. }))
}

/// Whom the proposal went to that an entry takes back.
fn bodies_of_last_proposal(entry: &Entry, after: &Review) -> Vec<Actor> {
    let mut added = Vec::new();
    for earlier in after.entries().iter().rev().filter(|earlier| earlier.number < entry.number) {
        if let Act::AlsoConsult { body } = &earlier.act {
            added.push(body.clone());
        }
        let proposal = earlier.events.iter().find_map(|event| match event {
            Event::ProposalSent { to } => Some(to),
            Event::DocketOpened { .. }
            | Event::FilingFoundComplete
            | Event::OpinionsFormed { .. }
            | Event::LawCarriedOver { .. }
            | Event::OpeningAssumed
            | Event::OutsideTheText { .. }
            | Event::Closed { .. }
            | Event::FoundIrregular { .. } => None,
        });
        if let Some(to) = proposal {
            let bodies = to.iter().map(|consulted| consulted.body.clone());
            return bodies.chain(added.into_iter().rev()).collect();
        }
    }
    Vec::new()
}
