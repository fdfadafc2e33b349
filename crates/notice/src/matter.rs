//! What an act is about: the limits concerned, the reasons and the words recorded with it.

use review::{Act, BodyId, Context, Entry, Extendable, Limit, LimitName, Review, State};

use crate::Kind;
use crate::sent::Sent;

/// The limits an act is about, as they stand on its day.
pub(crate) fn concerned(
    context: &Context,
    after: &Review,
    entry: &Entry,
    sent: &Sent,
) -> Vec<Limit> {
    let limits = review::limits(context, after, entry.legal_day());
    let named = |name: LimitName| limits.iter().filter(|it| it.name == name).cloned().collect();
    match sent.kind {
        Kind::ReviewOpened | Kind::ReviewInitiated => named(LimitName::PreliminaryReview),
        Kind::SpecialReview => named(LimitName::SpecialReview),
        Kind::LimitExtended => named(extended(&entry.act)),
        Kind::Consultation | Kind::ConsultationAmended | Kind::ConsultationAgain => {
            let body =
                |of: &BodyId| sent.addressees.iter().any(|actor| review::same_body(actor, of));
            let open = |limit: &&Limit| !matches!(limit.state, State::Met(_));
            let of = limits.iter().filter(|limit| limit.of.as_ref().is_some_and(body));
            of.filter(open).cloned().collect()
        }
        // The Office's own limit that is open; the members' days are nothing to the addressee.
        Kind::Deficiency
        | Kind::SupplementRequested
        | Kind::SupplementIncomplete
        | Kind::RequestWithdrawn => {
            let open = |limit: &&Limit| limit.of.is_none() && !matches!(limit.state, State::Met(_));
            limits.iter().rev().find(open).cloned().into_iter().collect()
        }
        Kind::NoReviewNeeded
        | Kind::ProposalWithdrawn
        | Kind::Conclusion
        | Kind::MeasuresImposed
        | Kind::MeasuresLifted
        | Kind::WithdrawalConsented
        | Kind::Terminated
        | Kind::LawCarriedOver
        | Kind::ResultPublished
        | Kind::ResultCirculated => Vec::new(),
    }
}

/// The limit that an extension is about.
pub(crate) fn extended(act: &Act) -> LimitName {
    if let Act::ExtendLimit { limit: Extendable::SpecialReview, .. } = act {
        return LimitName::SpecialReview;
    }
    LimitName::PreliminaryReview
}

/// The reasons recorded with an act.
pub(crate) fn reasons(act: &Act) -> Option<&str> {
    let (Act::OpenReview { because }
    | Act::ExtendLimit { because, .. }
    | Act::FindSupplementIncomplete { because, .. }
    | Act::WithdrawProposal { because }
    | Act::AmendProposal { because, .. }
    | Act::Terminate { because }) = act
    else {
        return None;
    };
    because.as_deref().filter(|text| !text.trim().is_empty())
}

/// What an act asks for, imposes or lifts, in the Office's words.
pub(crate) fn named(act: &Act) -> Option<&str> {
    if let Act::LiftMeasures { what } = act {
        return what.as_deref();
    }
    let (Act::RequestSupplement { what, .. } | Act::ImposeMeasures { what }) = act else {
        return None;
    };
    Some(what)
}
