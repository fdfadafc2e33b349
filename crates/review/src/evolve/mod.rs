//! The review after an entry. Total: a recorded fact is never refused, an irregular one neither.

mod beside;
mod consultation;
mod filing;

use std::sync::Arc;

use law::{PreliminaryStart, SpecialStart};

use crate::state::{Origin, Phase, Review, Run};
use crate::{Act, Announced, Entry, Event, Extendable, LimitName, Opinions};

/// The review after `entry` is on the docket. Total: a recorded fact is never refused.
#[must_use]
pub fn evolve(mut review: Review, entry: &Entry) -> Review {
    review.take(entry);
    review
}

impl Review {
    /// Reads a whole docket; `None` if its first entry does not open one.
    pub fn read<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Review> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let frame = first.events.iter().find_map(|event| match event {
            Event::DocketOpened { frame } => Some(frame.clone()),
            Event::FilingFoundComplete
            | Event::ProposalSent { .. }
            | Event::OpinionsFormed { .. }
            | Event::LawCarriedOver { .. }
            | Event::OpeningAssumed
            | Event::OutsideTheText { .. }
            | Event::Closed { .. }
            | Event::FoundIrregular { .. } => None,
        })?;
        let mut review = Review::new(frame);
        review.take(first);
        for entry in entries {
            review.take(entry);
        }
        Some(review)
    }

    /// Puts an entry on the docket.
    pub(crate) fn take(&mut self, entry: &Entry) {
        self.days.push(entry.legal_day());
        if entry.irregular {
            self.irregular.push(entry.number);
        }
        self.take_act(entry);
        for event in &entry.events {
            self.take_event(entry.number, event);
        }
        self.history.push(Arc::new(entry.clone()));
    }

    fn take_act(&mut self, entry: &Entry) {
        let number = entry.number;
        match &entry.act {
            Act::Files { kind, without } => self.file(number, *kind, without),
            Act::ReturnFiling { materials } => self.return_filing(number, materials),
            Act::CompleteFiling => self.complete_filing(number),
            Act::ConfirmFiling => self.confirm_filing(number),
            Act::OpenReview { .. } => self.open_review(number),
            Act::FindNoReviewNeeded => self.meet(LimitName::Intake, number),
            Act::ExtendLimit { limit, working_days, .. } => self.extend(*limit, *working_days),
            Act::RequestSupplement { what, of } => self.request_supplement(number, what, *of),
            Act::SupplySupplement { request, in_part } => {
                self.supply_supplement(number, *request, *in_part);
            }
            Act::FindSupplementIncomplete { request, because } => {
                self.reopen_request(number, *request, because.as_deref());
            }
            Act::WithdrawRequest { request } => self.withdraw_request(number, *request),
            Act::Propose { conclusion } => self.propose(entry, *conclusion),
            Act::AmendProposal { conclusion, .. } => self.amend(entry, *conclusion),
            Act::ProposeAgain { conclusion } => self.propose_again(entry, *conclusion),
            Act::WithdrawProposal { .. } => self.withdraw_proposal(),
            Act::ReceiveProposal => self.receive(entry),
            Act::AlsoConsult { body } => self.also_consult(number, body),
            Act::Reply { opinion, .. } => self.reply(entry, *opinion),
            Act::OpenSpecialReview => self.open_special(number),
            Act::Hear { .. } => self.special.heard = Some(number),
            Act::SubmitToCommission { .. } => self.submit(number),
            Act::CommissionApprove => self.approve(number),
            Act::CommissionDecline | Act::CommissionReturn => self.send_back(number),
            Act::Conclude => self.conclude(number),
            Act::AskExOfficio { object, .. } => {
                self.origin.get_or_insert(Origin::ExOfficio(*object));
                self.phase = Phase::ExOfficioProposal;
            }
            Act::ImposeMeasures { .. } => self.measures += 1,
            Act::LiftMeasures { .. } => self.measures = self.measures.saturating_sub(1),
            Act::Announce { what: Announced::Review | Announced::Conclusion } => {}
            Act::Withdraw => self.withdrawal = Some(number),
            Act::Commit { .. } => self.commit(number),
            Act::Correct { entry, dated: Some(day), .. } => self.correct(*entry, *day),
            Act::Serve { notice, on, .. } => self.serve(number, *notice, on),
            Act::DetermineObject { .. } | Act::TakeUp { .. } => {
                self.origin.get_or_insert(Origin::Determined);
                self.phase = Phase::Determined;
            }
            Act::Assign { to } => self.assign(to),
            Act::ReportEvaluation { .. } => self.evaluated = Some(number),
            Act::ReportAssessment { .. } => self.phase = Phase::Result,
            Act::Lodge { .. }
            | Act::EstablishDivision { .. }
            | Act::ReportMeasures { .. }
            | Act::CarryOver { .. }
            | Act::Join { .. }
            | Act::Inspect { .. }
            | Act::Refer { .. }
            | Act::ConsentToWithdrawal
            | Act::Terminate { .. }
            | Act::Urge { .. }
            | Act::FindCommitment { .. }
            | Act::Report { .. }
            | Act::Correct { dated: None, .. }
            | Act::Note { .. }
            | Act::Acknowledge { .. }
            | Act::FindAffected { .. }
            | Act::PublishResult { .. }
            | Act::CirculateResult { .. }
            | Act::PublishAssessment { .. } => {}
        }
    }

    fn take_event(&mut self, number: u32, event: &Event) {
        match event {
            Event::DocketOpened { frame } => {
                self.law = frame.law.clone();
                self.frame = Arc::new(frame.clone());
            }
            Event::FilingFoundComplete => self.confirm_filing(number),
            Event::ProposalSent { .. } | Event::OutsideTheText { .. } => {}
            Event::OpinionsFormed { opinions } => self.form(number, *opinions),
            Event::LawCarriedOver { law, .. } => self.carry_over(law),
            Event::OpeningAssumed => self.assume_opening(number),
            Event::Closed { conclusion } => {
                self.phase = Phase::Closed;
                self.conclusion = Some(*conclusion);
                self.closed = Some(number);
            }
            Event::FoundIrregular { entries } => self.irregular.extend(entries),
        }
    }

    /// The act that a limit is there for was done.
    fn meet(&mut self, name: LimitName, number: u32) {
        if let Some(run) = self.run_mut(name) {
            run.met.get_or_insert(number);
        }
    }

    /// Notice of the conclusion. Where nobody is consulted it is what the preliminary review ends
    /// with.
    fn conclude(&mut self, number: u32) {
        self.meet(LimitName::SpecialReview, number);
        if self.first.as_ref().is_some_and(|round| round.bodies.is_empty()) {
            self.meet(LimitName::PreliminaryReview, number);
        }
    }

    fn open_review(&mut self, number: u32) {
        self.meet(LimitName::Intake, number);
        self.opened = Some(number);
        self.phase = Phase::PreliminaryReview;
        if !self.has_limits() {
            return;
        }
        let start = match self.positions().preliminary_start {
            PreliminaryStart::Dispatch => Some(number),
            PreliminaryStart::Service => None,
        };
        self.preliminary = Some(Run::from(self.law(), start));
    }

    fn assume_opening(&mut self, number: u32) {
        self.origin.get_or_insert(Origin::Announced);
        self.opened = Some(number);
        self.phase = Phase::PreliminaryReview;
        let run = Run::from(self.law(), Some(number));
        self.preliminary = Some(Run { assumed: true, ..run });
    }

    fn extend(&mut self, limit: Extendable, working_days: u16) {
        let name = match limit {
            Extendable::PreliminaryReview => LimitName::PreliminaryReview,
            Extendable::SpecialReview => LimitName::SpecialReview,
        };
        if let Some(run) = self.run_mut(name) {
            run.extension = run.extension.saturating_add(u32::from(working_days));
            run.extended += 1;
        }
    }

    /// Opinions are formed: agreed, or divided, whereupon the special review begins.
    fn form(&mut self, number: u32, opinions: Opinions) {
        let first = self.second.is_none();
        if let Some(round) = self.round_mut() {
            round.formed = Some((opinions, number));
        }
        if !first {
            return;
        }
        if self.positions().consultation == law::Consultation::Inside {
            self.meet(LimitName::PreliminaryReview, number);
        }
        if opinions == Opinions::Divided {
            self.phase = Phase::SpecialReview;
            let start = match self.positions().special_start {
                SpecialStart::Division => Some(number),
                SpecialStart::Notice | SpecialStart::Decision => None,
            };
            self.special_run = Some(Run::from(self.law(), start));
        }
    }
}
