//! The special review, the Commission, and conclusions.

use jiff::civil::Date;
use law::{Approval, Hearing, Object, Rule, StepName};

use super::{Case, Ground};
use crate::state::Phase;
use crate::{Act, Conclusion, Event, Opinions, Reason, Refusal, Verdict};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn open_special(&self) -> Decision {
        match self.review.phase() {
            Phase::SpecialReview if self.review.special.opened.is_none() => Ok(Vec::new()),
            Phase::SpecialReview | Phase::SpecialSubmitted | Phase::SpecialApproved => Err(self
                .out_of_turn(
                    "已经转入特别审查程序",
                    "the special review has been entered already",
                )),
            // Position C5 may read silence as division without a finding of the Office.
            Phase::Consultation if self.opinions() == Some(Opinions::Divided) => {
                Ok(vec![Event::OpinionsFormed { opinions: Opinions::Divided }])
            }
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Err(self.not_divided()),
        }
    }

    fn not_divided(&self) -> Refusal {
        self.refuse(
            Reason::NotDivided,
            Ground::Rule(Rule::Opinions),
            "意见没有不一致，不适用特别审查程序",
            "opinions are not divided, so there is no special review",
        )
    }

    /// What follows the notice of entry waits for it.
    fn in_special(&self) -> Result<(), Refusal> {
        match self.review.phase() {
            Phase::SpecialReview if self.review.special.opened.is_some() => Ok(()),
            Phase::SpecialReview => Err(self.out_of_turn(
                "先转入特别审查程序并通知当事人",
                "first enter the special review and notify the party",
            )),
            Phase::SpecialSubmitted => Err(self.out_of_turn(
                "已报中央网信委，待其决定",
                "the Commission has it; its answer is awaited",
            )),
            Phase::SpecialApproved => Err(self.out_of_turn(
                "中央网信委已经批准，待形成审查结论",
                "the Commission has approved; the conclusion is to be notified",
            )),
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Err(self.not_divided()),
        }
    }

    pub(super) fn hear(&self) -> Decision {
        self.in_special()?;
        Ok(Vec::new())
    }

    pub(super) fn propose_again(&self) -> Decision {
        self.in_special()?;
        if self.regime.departs().hearing == Hearing::Owed {
            self.somebody_heard()?;
        }
        self.no_request_open()?;
        self.send()
    }

    fn somebody_heard(&self) -> Result<(), Refusal> {
        if self.review.special.heard.is_none() {
            return Err(self.refuse(
                Reason::NothingHeard,
                Ground::Rule(Rule::SpecialProcedure),
                "尚未听取相关单位和部门意见",
                "nobody has been heard yet",
            ));
        }
        if !self.heard_by(self.day) {
            let day = self.day;
            return Err(self.refuse(
                Reason::NothingHeard,
                Ground::Rule(Rule::SpecialProcedure),
                format!("至 {day} 尚未听取相关单位和部门意见"),
                format!("nobody had been heard by {day}"),
            ));
        }
        Ok(())
    }

    /// Whether somebody was heard on a day or before it.
    fn heard_by(&self, day: Date) -> bool {
        self.review.entries().iter().any(|entry| {
            let hearing = matches!(entry.act, Act::Hear { .. });
            hearing && self.review.day(entry.number).is_some_and(|heard| heard <= day)
        })
    }

    pub(super) fn ask_ex_officio(&self, object: Object) -> Decision {
        if self.review.phase() != Phase::Empty {
            return Err(self.out_of_turn(
                "本卷宗已经有申报或者提请；另行提请另立卷宗",
                "this docket already has its beginning; another request is another docket",
            ));
        }
        let asking = self.command.actor.body().map(crate::BodyId::as_str);
        if !self.regime.members.iter().any(|member| Some(member.id.as_str()) == asking) {
            return Err(self.refuse(
                Reason::WrongActor,
                Ground::Rule(Rule::ExOfficio),
                format!("只有成员单位可以提请，{} 的成员单位中没有该单位", self.regime.id),
                format!(
                    "only a member unit may ask, and {} does not list this one",
                    self.regime.id
                ),
            ));
        }
        if self.regime.objects.iter().any(|rule| rule.object == object) {
            return Ok(Vec::new());
        }
        Err(self.refuse(
            Reason::ObjectNotCovered,
            Ground::Rule(Rule::ExOfficio),
            "该条不包括这一对象",
            "the article does not cover this object",
        ))
    }

    pub(super) fn submit(&self, because: Option<&str>) -> Decision {
        if self.review.phase() == Phase::ExOfficioProposal {
            return Ok(Vec::new());
        }
        if matches!(self.review.phase(), Phase::ExOfficioSubmitted | Phase::ExOfficioApproved) {
            return Err(self.out_of_turn(
                "已报中央网信委；待其决定，或者在其批准后书面通知",
                "the Commission has it already; await its answer, or open the review it approved",
            ));
        }
        self.in_special()?;
        let special = &self.review.special;
        let Some(round) = self.review.second.as_ref().filter(|_| special.returned.is_none()) else {
            return Err(self.out_of_turn(
                "先再次形成审查结论建议并征求意见",
                "first propose again and consult",
            ));
        };
        let given = because.is_some_and(|text| !text.trim().is_empty());
        if round.awaited().next().is_some() && !given {
            return Err(self.refuse(
                Reason::OpinionsMissing,
                Ground::Rule(Rule::SpecialProcedure),
                "尚有单位未回复；可以写明理由后上报",
                "opinions are missing; submit with reasons if one is silent",
            ));
        }
        Ok(Vec::new())
    }

    fn before_commission(&self) -> Result<(), Refusal> {
        match self.review.phase() {
            Phase::ExOfficioSubmitted | Phase::SpecialSubmitted => Ok(()),
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::SpecialReview
            | Phase::SpecialApproved
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Err(self
                .out_of_turn("没有报请批准的事项", "nothing has been submitted to the Commission")),
        }
    }

    pub(super) fn approve(&self) -> Decision {
        self.before_commission()?;
        Ok(Vec::new())
    }

    pub(super) fn decline(&self) -> Decision {
        self.before_commission()?;
        if self.review.phase() == Phase::ExOfficioSubmitted {
            return Ok(vec![Event::Closed { conclusion: Conclusion::Declined }]);
        }
        Ok(Vec::new())
    }

    pub(super) fn send_back(&self) -> Decision {
        self.before_commission()?;
        Ok(Vec::new())
    }

    pub(super) fn conclude(&self) -> Decision {
        let phase = self.review.phase();
        let special = matches!(phase, Phase::SpecialReview | Phase::SpecialSubmitted);
        if !special && phase != Phase::Consultation && phase != Phase::SpecialApproved {
            return Err(self.out_of_turn(
                "尚未形成审查结论建议并征求意见",
                "no conclusion has been proposed and consulted on",
            ));
        }
        self.no_request_open()?;
        if (special && !self.needs_no_approval()) || self.fails_without_approval() {
            return Err(self.refuse(
                Reason::ApprovalMissing,
                Ground::Rule(Rule::SpecialProcedure),
                "特别审查的结论须先报中央网络安全和信息化委员会批准",
                "a special review is concluded only after the Commission approved",
            ));
        }
        let mut events = Vec::new();
        // A paper case may have proposed and asked nobody: what the law asks for is owed still.
        let consults = self.regime.step(StepName::Consultation).is_some();
        if phase == Phase::Consultation && consults {
            let formed = self.review.first.as_ref().and_then(|round| round.formed);
            match self.opinions() {
                Some(Opinions::Agreed) if formed.is_none() => {
                    events.push(Event::OpinionsFormed { opinions: Opinions::Agreed });
                }
                Some(Opinions::Agreed) => {}
                Some(Opinions::Divided) | None => return Err(self.opinions_missing()),
            }
        }
        let round = self.current_round()?;
        events.push(Event::Closed { conclusion: round.conclusion.into() });
        Ok(events)
    }

    /// Whether the special review may end without approval: where the version asks for it only if
    /// the opinions do not agree that it passes.
    fn needs_no_approval(&self) -> bool {
        let second = self.review.second.as_ref();
        let passes = second.is_some_and(|round| {
            round.conclusion != Verdict::Fail && round.outcome() == Some(Opinions::Agreed)
        });
        let asked_for = self.regime.departs().approval;
        asked_for == Approval::UnlessAgreedToPass
            && self.review.phase() == Phase::SpecialReview
            && self.review.special.returned.is_none()
            && passes
    }

    /// Under such a version nothing fails by the Office's own hand, before a special review either.
    fn fails_without_approval(&self) -> bool {
        self.regime.departs().approval == Approval::UnlessAgreedToPass
            && self.review.phase() == Phase::Consultation
            && self.review.first.as_ref().is_some_and(|round| round.conclusion == Verdict::Fail)
    }

    fn opinions_missing(&self) -> Refusal {
        let awaited: Vec<String> = self
            .review
            .round()
            .into_iter()
            .flat_map(|round| round.awaited().map(|asked| asked.body.to_string()))
            .collect();
        self.refuse(
            Reason::OpinionsMissing,
            Ground::Rule(Rule::Opinions),
            format!("尚有单位未回复意见：{}", awaited.join("、")),
            format!("opinions are missing: {}", awaited.join(", ")),
        )
    }

    pub(super) fn terminate(&self, because: Option<&str>) -> Decision {
        self.reasons(because)?;
        Ok(vec![
            Event::OutsideTheText { law: self.regime.id.clone() },
            Event::Closed { conclusion: Conclusion::Terminated },
        ])
    }
}
