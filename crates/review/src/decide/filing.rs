//! Filing and intake: from receipt to the notice whether a review is needed.

use law::{FilingKind, Material, Rule};

use super::{Case, Ground};
use crate::state::{Origin, Phase};
use crate::{Conclusion, Event, Reason, Refusal};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn file(&self, kind: FilingKind, _without: &[Material]) -> Decision {
        if self.review.is_opened() {
            return Err(self.review_opened());
        }
        if self.review.phase() != Phase::Empty {
            return Err(self.out_of_turn(
                "本卷宗已经有申报或者提请；另一项申报另立卷宗",
                "this docket already has its beginning; another filing is another docket",
            ));
        }
        if self.regime.filings.iter().any(|rule| rule.kind == kind) {
            return Ok(Vec::new());
        }
        let id = &self.regime.id;
        Err(self.refuse(
            Reason::ObjectNotCovered,
            Ground::Rule(Rule::FileProcurement),
            format!("{id} 不规定这一类申报"),
            format!("{id} knows no filing of this kind"),
        ))
    }

    /// The filing must be in and undecided.
    fn in_intake(&self) -> Result<(), Refusal> {
        if self.review.filing.is_none() {
            return Err(self.nothing_filed());
        }
        if self.review.is_opened() {
            return Err(self.review_opened());
        }
        Ok(())
    }

    pub(super) fn return_filing(&self) -> Decision {
        self.in_intake()?;
        let confirmed =
            self.review.filing.as_ref().is_some_and(|filing| filing.confirmed.is_some());
        if confirmed {
            return Err(self.out_of_turn(
                "申报材料已经确认符合要求；还需要的材料，可以要求提供补充材料",
                "the filing is confirmed complete; what else is needed is a supplement to request",
            ));
        }
        Ok(Vec::new())
    }

    pub(super) fn complete_filing(&self) -> Decision {
        self.in_intake()?;
        let whole = self.review.filing.as_ref().is_some_and(|filing| filing.is_whole());
        if whole {
            return Err(self.out_of_turn("没有待补正的材料", "nothing is missing from the filing"));
        }
        Ok(Vec::new())
    }

    /// Nothing known to be missing may be overlooked.
    fn whole(&self) -> Result<(), Refusal> {
        let Some(filing) = &self.review.filing else {
            return Ok(());
        };
        if filing.is_whole() {
            return Ok(());
        }
        Err(self.refuse(
            Reason::FilingIncomplete,
            Ground::Rule(Rule::Materials),
            "申报材料不齐，待当事人提交补正材料",
            "the filing is incomplete; the party has yet to complete it",
        ))
    }

    pub(super) fn confirm_filing(&self) -> Decision {
        self.in_intake()?;
        self.whole()?;
        let confirmed =
            self.review.filing.as_ref().is_some_and(|filing| filing.confirmed.is_some());
        if confirmed {
            return Err(self.out_of_turn(
                "申报材料已经确认符合要求",
                "the filing is already confirmed complete",
            ));
        }
        Ok(Vec::new())
    }

    /// The implied finding that the filing is complete, where it has not been made.
    fn found_complete(&self) -> Vec<Event> {
        match &self.review.filing {
            Some(filing) if filing.confirmed.is_none() => vec![Event::FilingFoundComplete],
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn open_review(&self) -> Decision {
        let assumed = self.review.preliminary.as_ref().is_some_and(|run| run.assumed);
        if self.review.is_opened() && !assumed {
            return Err(self.review_opened());
        }
        match self.review.phase() {
            Phase::Intake => {
                self.whole()?;
                Ok(self.found_complete())
            }
            Phase::ExOfficioApproved => Ok(Vec::new()),
            Phase::ExOfficioProposal | Phase::ExOfficioSubmitted => Err(self.refuse(
                Reason::ApprovalMissing,
                Ground::Rule(Rule::ExOfficio),
                "依职权的审查须先报中央网络安全和信息化委员会批准",
                "a review ex officio is opened only after the Commission approved it",
            )),
            // The notice behind an announcement has come to light: its day replaces the assumed
            // one.
            Phase::PreliminaryReview if assumed => Ok(Vec::new()),
            Phase::Empty
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::SpecialReview
            | Phase::SpecialSubmitted
            | Phase::SpecialApproved
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Err(self.review_opened()),
        }
    }

    pub(super) fn find_no_review_needed(&self) -> Decision {
        self.in_intake()?;
        self.whole()?;
        self.no_request_open()?;
        let mut events = self.found_complete();
        events.push(Event::Closed { conclusion: Conclusion::NoReviewNeeded });
        Ok(events)
    }

    /// Before opening a party may withdraw; afterwards it can only ask to (position E3).
    pub(super) fn withdraw(&self) -> Decision {
        match self.review.origin() {
            Some(Origin::Filed(_)) => {}
            Some(Origin::ExOfficio(_) | Origin::Announced | Origin::Determined) | None => {
                return Err(self.nothing_filed());
            }
        }
        if !self.review.is_opened() {
            return Ok(vec![Event::Closed { conclusion: Conclusion::Withdrawn }]);
        }
        if self.review.withdrawal.is_some() {
            return Err(self.out_of_turn(
                "已经申请撤回，待办公室同意",
                "the party has already asked; the Office's consent is awaited",
            ));
        }
        Ok(Vec::new())
    }

    pub(super) fn consent_to_withdrawal(&self) -> Decision {
        if self.review.withdrawal.is_none() {
            return Err(
                self.out_of_turn("当事人没有申请撤回", "the party has not asked to withdraw")
            );
        }
        Ok(vec![Event::Closed { conclusion: Conclusion::Withdrawn }])
    }
}
