//! Whether what an entry says still stands, or a later entry took its place. The entry itself stays
//! on record for ever: it is the paper in somebody's hand that may have been overtaken.

use std::sync::Arc;

use review::{Act, Entry, Review};

use crate::{Kind, sent_by};

/// How an entry was overtaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Replaced {
    /// This entry corrects it.
    Corrected(u32),
    /// This entry takes back or changes what its notice said.
    Superseded(u32),
}

impl Replaced {
    /// The later entry.
    pub fn by(self) -> u32 {
        match self {
            Replaced::Corrected(entry) | Replaced::Superseded(entry) => entry,
        }
    }

    /// `corrected`, `superseded`.
    pub fn word(self) -> &'static str {
        match self {
            Replaced::Corrected(_) => "corrected",
            Replaced::Superseded(_) => "superseded",
        }
    }
}

/// What took the place of an entry, the latest first; `None` while it stands, and where there is
/// no such entry.
pub fn replaced(review: &Review, number: u32) -> Option<Replaced> {
    let entries = review.entries();
    let index = entries.iter().position(|entry| entry.number == number)?;
    let (before, rest) = entries.split_at(index);
    let (entry, later) = rest.split_first()?;
    let corrects = |later: &&Arc<Entry>| {
        let Act::Correct { entry: corrected, .. } = later.act else {
            return false;
        };
        corrected == number
    };
    if let Some(correction) = later.iter().rev().find(corrects) {
        return Some(Replaced::Corrected(correction.number));
    }
    let after = match Review::read(before.iter().map(AsRef::as_ref)) {
        Some(before) => review::evolve(before, entry),
        None => Review::read([entry.as_ref()])?,
    };
    superseded(review, &after, entry, later).map(Replaced::Superseded)
}

/// The entry that takes back or changes what the notice of an entry said.
fn superseded(review: &Review, after: &Review, entry: &Entry, later: &[Arc<Entry>]) -> Option<u32> {
    let last = |ends: fn(&Act) -> bool| {
        later.iter().rev().find(|later| ends(&later.act)).map(|later| later.number)
    };
    match sent_by(entry, after)?.kind {
        Kind::Deficiency | Kind::SupplementRequested | Kind::SupplementIncomplete => {
            let mut requests = review.requests().iter();
            let own = requests.find(|request| request.asked == entry.number)?;
            own.answered.filter(|_| own.withdrawn)
        }
        Kind::Consultation | Kind::ConsultationAmended => last(|act| {
            matches!(
                act,
                Act::AmendProposal { .. } | Act::ProposeAgain { .. } | Act::WithdrawProposal { .. }
            )
        }),
        Kind::ConsultationAgain => last(|act| matches!(act, Act::WithdrawProposal { .. })),
        Kind::MeasuresImposed => last(|act| matches!(act, Act::LiftMeasures { .. })),
        Kind::ReviewOpened
        | Kind::ReviewInitiated
        | Kind::NoReviewNeeded
        | Kind::LimitExtended
        | Kind::RequestWithdrawn
        | Kind::ProposalWithdrawn
        | Kind::SpecialReview
        | Kind::Conclusion
        | Kind::MeasuresLifted
        | Kind::WithdrawalConsented
        | Kind::Terminated
        | Kind::LawCarriedOver
        | Kind::ResultPublished
        | Kind::ResultCirculated => None,
    }
}
