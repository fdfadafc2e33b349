//! Proposals, opinions, the special review and the Commission.

use law::{CommissionTime, ConsultationClock, ProposalReceipt, SpecialStart};

use crate::state::{Asked, Phase, Review, Round, Run, StopCause};
use crate::{Actor, Consulted, Entry, Event, LimitName, Opinion, Reached, Verdict};

impl Review {
    pub(super) fn round_mut(&mut self) -> Option<&mut Round> {
        self.second.as_mut().or(self.first.as_mut())
    }

    pub(super) fn propose(&mut self, entry: &Entry, conclusion: Verdict) {
        self.first = Some(self.new_round(entry, conclusion));
        self.phase = Phase::Consultation;
        if self.positions().consultation == law::Consultation::After {
            self.meet(LimitName::PreliminaryReview, entry.number);
        }
    }

    /// Old replies lapse; every body has its days anew.
    pub(super) fn amend(&mut self, entry: &Entry, conclusion: Verdict) {
        self.first = Some(self.new_round(entry, conclusion));
    }

    pub(super) fn propose_again(&mut self, entry: &Entry, conclusion: Verdict) {
        self.second = Some(self.new_round(entry, conclusion));
        self.special.submitted = None;
        self.special.returned = None;
    }

    fn new_round(&self, entry: &Entry, conclusion: Verdict) -> Round {
        let to = entry.events.iter().find_map(|event| match event {
            Event::ProposalSent { to } => Some(to.as_slice()),
            Event::DocketOpened { .. }
            | Event::FilingFoundComplete
            | Event::OpinionsFormed { .. }
            | Event::LawCarriedOver { .. }
            | Event::OpeningAssumed
            | Event::OutsideTheText { .. }
            | Event::Closed { .. }
            | Event::FoundIrregular { .. } => None,
        });
        let bodies = to.unwrap_or_default().iter();
        Round {
            law: self.law().clone(),
            conclusion,
            sent: entry.number,
            bodies: bodies.filter_map(|consulted| self.ask(entry.number, consulted)).collect(),
            formed: None,
        }
    }

    fn ask(&self, number: u32, consulted: &Consulted) -> Option<Asked> {
        let delivered = match self.positions().proposal_receipt {
            ProposalReceipt::Delivery => consulted.reached == Reached::BySystem,
            ProposalReceipt::Logged => false,
        };
        let single = self.positions().consultation_clock == ConsultationClock::Single;
        Some(Asked {
            actor: consulted.body.clone(),
            body: consulted.body.body()?.clone(),
            reached: consulted.reached,
            asked: number,
            received: (delivered || single).then_some(number),
            reply: None,
            met: None,
        })
    }

    pub(super) fn withdraw_proposal(&mut self) {
        self.first = None;
        self.phase = Phase::PreliminaryReview;
        if let Some(run) = self.preliminary.as_mut() {
            run.met = None;
        }
    }

    fn asked_mut(&mut self, actor: &Actor) -> Option<&mut Asked> {
        let body = actor.body()?;
        self.round_mut()?.bodies.iter_mut().find(|asked| asked.body == *body)
    }

    pub(super) fn receive(&mut self, entry: &Entry) {
        if let Some(asked) = self.asked_mut(&entry.actor) {
            asked.received.get_or_insert(entry.number);
        }
    }

    /// Before a proposal the body is kept for it; afterwards its own days begin.
    pub(super) fn also_consult(&mut self, number: u32, body: &Actor) {
        self.named.push(body.clone());
        let consulted = Consulted { body: body.clone(), reached: Reached::BySystem };
        let asked = self.ask(number, &consulted);
        if let Some(round) = self.round_mut() {
            round.bodies.extend(asked);
            round.formed = None;
        }
    }

    /// Whoever replies has received: a reply without an entry of receipt is its own.
    pub(super) fn reply(&mut self, entry: &Entry, opinion: Opinion) {
        if let Some(asked) = self.asked_mut(&entry.actor) {
            asked.received.get_or_insert(entry.number);
            asked.reply = Some((opinion, entry.number));
            asked.met.get_or_insert(entry.number);
        }
    }

    pub(super) fn open_special(&mut self, number: u32) {
        self.special.opened.get_or_insert(number);
        let from_notice = match self.positions().special_start {
            SpecialStart::Division => false,
            SpecialStart::Notice | SpecialStart::Decision => true,
        };
        if let Some(run) = self.special_run.as_mut().filter(|_| from_notice) {
            run.start.get_or_insert(number);
        }
    }

    pub(super) fn submit(&mut self, number: u32) {
        self.special.submitted = Some(number);
        if self.special_run.is_some() {
            self.phase = Phase::SpecialSubmitted;
            self.approval_run = Some(Run::from(self.law(), Some(number)));
            if self.positions().commission_time == CommissionTime::Excluded {
                self.stop(StopCause::Commission, number);
            }
        } else {
            self.phase = Phase::ExOfficioSubmitted;
        }
    }

    pub(super) fn approve(&mut self, number: u32) {
        self.special.submitted = None;
        self.approved = Some(number);
        self.resume(StopCause::Commission, number);
        self.meet(LimitName::CommissionApproval, number);
        self.phase = if self.special_run.is_some() {
            Phase::SpecialApproved
        } else {
            Phase::ExOfficioApproved
        };
    }

    /// Declined or returned: propose again; a request ex officio goes back to the Office, or closes
    /// by the event that follows.
    pub(super) fn send_back(&mut self, number: u32) {
        self.resume(StopCause::Commission, number);
        self.meet(LimitName::CommissionApproval, number);
        self.special.submitted = None;
        self.phase = if self.special_run.is_some() {
            self.special.returned = Some(number);
            Phase::SpecialReview
        } else {
            Phase::ExOfficioProposal
        };
    }
}
