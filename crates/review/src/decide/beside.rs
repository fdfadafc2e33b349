//! Beside the procedure: measures, a change of law, announcements, commitments, notices.

use law::{Regime, RegimeId, Rule, Status};

use super::{Case, Ground};
use crate::standing::Standing;
use crate::state::Phase;
use crate::{Announced, Event, Reason, Refusal};

type Decision = Result<Vec<Event>, Refusal>;

/// Whether a version comes after another: by the days they came into force, a draft by the day its
/// text bears.
pub(crate) fn is_later(from: &Regime, to: &Regime) -> bool {
    let since = |regime: &Regime| regime.in_force.unwrap_or(regime.dated);
    since(from) < since(to)
}

impl Case<'_> {
    /// Under a version without such an article measures are recorded as outside its text.
    pub(super) fn impose_measures(&self) -> Decision {
        if !self.review.is_opened() {
            return Err(self.out_of_turn(
                "采取措施限于审查期间：审查尚未开始",
                "measures are for the time of the review, which is not opened",
            ));
        }
        match self.regime.rule(Rule::Measures) {
            Some(_) => Ok(Vec::new()),
            None => Ok(vec![Event::OutsideTheText { law: self.regime.id.clone() }]),
        }
    }

    pub(super) fn answer_measures(&self) -> Decision {
        if self.review.measures > 0 {
            return Ok(Vec::new());
        }
        Err(self.out_of_turn("没有要求采取的措施", "no measures are imposed"))
    }

    /// A later version governs the steps that begin from here (position F1). Drafts never do.
    pub(super) fn carry_over(&self, law: &RegimeId) -> Decision {
        let Some(to) = self.context.regime(law) else {
            return Err(super::refuse::unknown_law(law));
        };
        if to.example.is_some() || self.regime.example.is_some() {
            return Err(self.refuse(
                Reason::NotInThisVersion,
                Ground::House("examples-govern-nothing"),
                "示例是另一法域的制度，不得转适用",
                "an example is a regime of another land: no review carries over to it or from it",
            ));
        }
        let standing = Standing::of(self.context, self.review, self.today.date);
        if to.status == Status::Draft && standing == Standing::Authoritative {
            return Err(self.refuse(
                Reason::DraftLaw,
                Ground::House("drafts-are-simulations"),
                format!("{law} 是征求意见稿，不得据以办理；可以推演"),
                format!("{law} is a draft: it can be simulated, not applied"),
            ));
        }
        // What was carried over stays so, whatever version the steps follow.
        let from = self.context.regime(&self.review.law).unwrap_or(self.regime);
        let later = is_later(from, to);
        if !later || to.procedure != self.regime.procedure {
            return Err(self.out_of_turn(
                "只能转适用于之后施行的、程序相同的版本",
                "a review carries over only to a later version with the same procedure",
            ));
        }
        if to.in_force.is_some_and(|from| self.day < from) {
            let from = to.in_force.unwrap_or(self.day);
            return Err(self.refuse(
                Reason::OutOfTurn,
                Ground::House("in-force"),
                format!("{law} 自 {from} 起施行"),
                format!("{law} is in force from {from}"),
            ));
        }
        Ok(vec![Event::LawCarriedOver { law: to.id.clone(), law_hash: to.hash.clone() }])
    }

    /// An announcement before any notice is known stands for it, as an assumed start (position B4).
    pub(super) fn announce(&self, what: Announced) -> Decision {
        match what {
            Announced::Review if self.review.is_opened() => Ok(Vec::new()),
            Announced::Review => match self.review.phase() {
                Phase::Empty | Phase::ExOfficioApproved => Ok(vec![Event::OpeningAssumed]),
                Phase::Intake
                | Phase::ExOfficioProposal
                | Phase::ExOfficioSubmitted
                | Phase::PreliminaryReview
                | Phase::Consultation
                | Phase::SpecialReview
                | Phase::SpecialSubmitted
                | Phase::SpecialApproved
                | Phase::Determined
                | Phase::Evaluation
                | Phase::Assessment
                | Phase::Result
                | Phase::Closed => Err(self.out_of_turn(
                    "审查尚未开始，没有可公告的事项",
                    "no review is opened that could be announced",
                )),
            },
            Announced::Conclusion => {
                let assumed = self.review.preliminary.as_ref().is_some_and(|run| run.assumed);
                if self.review.conclusion().is_some() || assumed {
                    return Ok(Vec::new());
                }
                Err(self.out_of_turn("尚未形成审查结论", "there is no conclusion to announce"))
            }
        }
    }

    pub(super) fn with_reasons(&self, because: Option<&str>) -> Decision {
        self.reasons(because)?;
        Ok(Vec::new())
    }

    pub(super) fn known_commitment(&self, number: u32) -> Decision {
        if self.review.commitments.iter().any(|known| known.number == number) {
            return Ok(Vec::new());
        }
        Err(self.out_of_turn(
            &format!("没有第{number}项承诺"),
            &format!("there is no commitment {number}"),
        ))
    }

    pub(super) fn acknowledge(&self, notice: u32) -> Decision {
        let actor = &self.command.actor;
        let served =
            self.review.served.iter().any(|(number, on, _)| *number == notice && on == actor);
        if served {
            return Ok(Vec::new());
        }
        Err(self.out_of_turn(
            &format!("第{notice}号通知没有向其送达"),
            &format!("notice {notice} was not served on this actor"),
        ))
    }
}
