//! The procedure of 2017: object, evaluation, assessment, result. Neither text sets a limit.

use law::Rule;

use super::{Case, Ground as Basis};
use crate::state::Phase;
use crate::{Actor, Affected, Conclusion, Event, Ground, Outcome, Reason, Refusal};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn determine(
        &self,
        ground: Ground,
        by: Option<&Actor>,
        what: Option<&str>,
    ) -> Decision {
        match ground {
            Ground::Department | Ground::Association | Ground::Users | Ground::Other => {}
            Ground::Market | Ground::Application => return Err(self.other_ground()),
        }
        self.begin(ground, by, what)
    }

    pub(super) fn take_up(
        &self,
        ground: Ground,
        by: Option<&Actor>,
        what: Option<&str>,
    ) -> Decision {
        match ground {
            Ground::Department | Ground::Association | Ground::Market | Ground::Application => {}
            Ground::Users | Ground::Other => return Err(self.other_ground()),
        }
        self.begin(ground, by, what)
    }

    fn other_ground(&self) -> Refusal {
        self.refuse(
            Reason::NotInThisVersion,
            Basis::Act,
            "该条不以此为由",
            "the article names no such ground",
        )
    }

    fn begin(&self, ground: Ground, by: Option<&Actor>, what: Option<&str>) -> Decision {
        if self.review.phase() != Phase::Empty {
            return Err(self.out_of_turn(
                "本卷宗的审查对象已经确定",
                "the object of this docket is determined already",
            ));
        }
        let named = match ground {
            Ground::Department => matches!(by, Some(Actor::Department(_))),
            Ground::Association | Ground::Users | Ground::Market | Ground::Other => {
                what.is_some_and(|text| !text.trim().is_empty())
            }
            Ground::Application => true,
        };
        if named {
            return Ok(Vec::new());
        }
        Err(self.refuse(
            Reason::ReasonsMissing,
            Basis::Act,
            "须写明所依据的要求、建议或者反映",
            "the ground must be named: the department, the association or the reports",
        ))
    }

    /// The object must be determined and no result given.
    fn under_way(&self) -> Result<(), Refusal> {
        match self.review.phase() {
            Phase::Determined | Phase::Evaluation | Phase::Assessment | Phase::Result => Ok(()),
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::SpecialReview
            | Phase::SpecialSubmitted
            | Phase::SpecialApproved
            | Phase::Closed => {
                Err(self.out_of_turn("审查对象尚未确定", "no object has been determined"))
            }
        }
    }

    pub(super) fn find_affected(&self, affected: Affected) -> Decision {
        self.under_way()?;
        Ok(match affected {
            Affected::Affected => Vec::new(),
            Affected::NotAffected => {
                vec![Event::Closed { conclusion: Conclusion::NoReviewNeeded }]
            }
        })
    }

    pub(super) fn assign(&self, to: &Actor) -> Decision {
        self.under_way()?;
        match to {
            Actor::Lab(_) if self.review.phase() == Phase::Result => {
                Err(self.out_of_turn("综合评估已经提出", "the assessment is in already"))
            }
            Actor::Lab(_) => Ok(Vec::new()),
            Actor::Experts if self.review.evaluated.is_some() => Ok(Vec::new()),
            Actor::Experts => Err(self.refuse(
                Reason::OutOfTurn,
                Basis::Rule(Rule::Assessment),
                "专家委员会的评估以第三方评价为基础：先有评价结果",
                "the experts build on an evaluation: a lab reports first",
            )),
            Actor::Party
            | Actor::Provider
            | Actor::Office
            | Actor::Commission
            | Actor::Unit(_)
            | Actor::Department(_)
            | Actor::Authority(_)
            | Actor::Anyone => Err(self.refuse(
                Reason::WrongActor,
                Basis::Rule(Rule::Evaluation),
                "只能委托第三方机构或者专家委员会",
                "only labs and experts can be assigned",
            )),
        }
    }

    pub(super) fn report_evaluation(&self) -> Decision {
        let actor = &self.command.actor;
        let assigned = self
            .review
            .entries()
            .iter()
            .any(|entry| matches!(&entry.act, crate::Act::Assign { to } if to == actor));
        if assigned && self.review.phase() != Phase::Result {
            return Ok(Vec::new());
        }
        Err(self.out_of_turn("该机构没有受委托", "this lab is not assigned"))
    }

    pub(super) fn report_assessment(&self) -> Decision {
        if self.review.phase() == Phase::Assessment {
            return Ok(Vec::new());
        }
        Err(self.out_of_turn("专家委员会没有受委托", "the experts are not assigned"))
    }

    pub(super) fn give_result(&self, result: Outcome) -> Decision {
        if self.review.phase() != Phase::Result {
            return Err(self.out_of_turn(
                "先由专家委员会提出综合评估意见",
                "first the experts report their assessment",
            ));
        }
        let conclusion = match result {
            Outcome::Pass => Conclusion::Pass,
            Outcome::Fail => Conclusion::Fail,
        };
        Ok(vec![Event::Closed { conclusion }])
    }
}
