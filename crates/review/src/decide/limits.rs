//! Extensions and supplements.

use law::{Extension, ExtensionSize, Rule, Supplement, Words};

use super::{Case, Ground};
use crate::clock;
use crate::state::{Phase, Run};
use crate::{Due, Event, Extendable, LimitName, Reason, Refusal, State};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn extend(
        &self,
        limit: Extendable,
        working_days: u16,
        because: Option<&str>,
    ) -> Decision {
        let (name, run) = match limit {
            Extendable::PreliminaryReview => {
                (LimitName::PreliminaryReview, self.review.preliminary.as_ref())
            }
            Extendable::SpecialReview => {
                (LimitName::SpecialReview, self.review.special_run.as_ref())
            }
        };
        let runs = |run: &&Run| run.met.is_none() && run.start.is_some();
        let Some(run) = run.filter(runs).filter(|_| self.review.has_limits()) else {
            return Err(self.out_of_turn("该期限没有在计算", "this limit is not running"));
        };
        let regime = self.context.regime(self.review.law_of(&run.law)).unwrap_or(self.regime);
        let rule = regime.limits.as_ref().map(|limits| match limit {
            Extendable::PreliminaryReview => Some(limits.preliminary_review.extension),
            Extendable::SpecialReview => limits.special_review.as_ref().map(|it| it.extension),
        });
        self.before_its_end(name)?;
        match rule.flatten() {
            Some(Extension::OnceThenOpen { .. }) if run.extended > 0 => {}
            Some(
                Extension::Once { working_days: most }
                | Extension::OnceDays { calendar_days: most }
                | Extension::OnceThenOpen { working_days: most },
            ) => {
                if run.extended > 0 {
                    return Err(self.refuse(
                        Reason::AlreadyExtended,
                        Ground::Act,
                        "该期限已经延长过一次",
                        "the limit was extended once already",
                    ));
                }
                let kind = match rule.flatten() {
                    Some(Extension::OnceDays { .. }) => Words::new("自然日", "calendar days"),
                    Some(
                        Extension::None
                        | Extension::Open
                        | Extension::Once { .. }
                        | Extension::OnceThenOpen { .. },
                    )
                    | None => Words::new("工作日", "working days"),
                };
                self.extension_fits(working_days, most, &kind)?;
            }
            Some(Extension::Open) => {}
            Some(Extension::None) | None => {
                return Err(self.out_of_turn("该期限不得延长", "this limit cannot be extended"));
            }
        }
        self.reasons(because)?;
        Ok(Vec::new())
    }

    /// Whether an extension is as long as the article gives; counted in days of the limit's kind.
    fn extension_fits(&self, working_days: u16, most: u16, kind: &Words) -> Result<(), Refusal> {
        let (zh, en) = (&kind.zh, &kind.en);
        let exactly = self.review.positions().extension_size == ExtensionSize::Exactly;
        if exactly && working_days != most {
            return Err(self.refuse(
                Reason::ExtensionTooLong,
                Ground::Position("extension-size", "exactly"),
                format!("只能延长{most}个{zh}"),
                format!("exactly {most} more {en}"),
            ));
        }
        if most < working_days {
            return Err(self.refuse(
                Reason::ExtensionTooLong,
                Ground::Act,
                format!("最多再延长{most}个{zh}"),
                format!("at most {most} more {en}"),
            ));
        }
        Ok(())
    }

    /// An extension must come before the end (position C2); where the end is a range, before its
    /// latest.
    fn before_its_end(&self, name: LimitName) -> Result<(), Refusal> {
        let limit = clock::limit(self.context, self.review, self.day, name, None);
        let Some(limit) = limit else { return Ok(()) };
        let last = match limit.state {
            State::Overdue(Due::On(day)) => day,
            State::Overdue(Due::Between { latest, .. }) => latest,
            State::Overdue(Due::Stopped)
            | State::NotStarted(_)
            | State::Running(_)
            | State::Met(_) => return Ok(()),
        };
        Err(self.refuse(
            Reason::LimitExpired,
            Ground::Act,
            format!("期限已于 {last} 届满，延长须在届满之前决定"),
            format!("the limit ended on {last}; an extension must come before the end"),
        ))
    }

    pub(super) fn request_supplement(&self) -> Decision {
        match self.review.phase() {
            Phase::Intake
            | Phase::PreliminaryReview
            | Phase::Consultation
            | Phase::SpecialReview
            | Phase::SpecialSubmitted
            | Phase::SpecialApproved => Ok(Vec::new()),
            Phase::Empty
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Err(self.out_of_turn(
                "审查尚未开始，不能要求提供补充材料",
                "no review is on for which materials could be asked",
            )),
        }
    }

    pub(super) fn answer_request(&self, request: Option<u32>) -> Decision {
        let open: Vec<u32> = self.review.open_requests().map(|open| open.number).collect();
        let known = match request {
            Some(number) => open.contains(&number),
            None => !open.is_empty(),
        };
        if !known {
            return Err(self.refuse(
                Reason::NoRequestOpen,
                Ground::Rule(Rule::Supplement),
                "没有待提交的补充材料",
                "no such request is open",
            ));
        }
        if request.is_none() && open.len() > 1 {
            let numbers = open.iter().map(u32::to_string).collect::<Vec<_>>();
            return Err(self.refuse(
                Reason::WhichRequest,
                Ground::Rule(Rule::Supplement),
                format!("有多份补充材料待提交，请写明编号：{}", numbers.join("、")),
                format!("several requests are open, say which: {}", numbers.join(", ")),
            ));
        }
        Ok(Vec::new())
    }

    pub(super) fn find_incomplete(&self, request: u32, because: Option<&str>) -> Decision {
        let known = self.review.requests.iter().find(|known| known.number == request);
        match known {
            Some(known) if known.answered.is_some() && !known.withdrawn => {}
            Some(_) => {
                return Err(self
                    .out_of_turn("该份补充材料尚未提交", "that supplement has not been supplied"));
            }
            None => {
                return Err(self.refuse(
                    Reason::NoRequestOpen,
                    Ground::Rule(Rule::Supplement),
                    format!("没有第{request}号补充材料要求"),
                    format!("there is no request {request}"),
                ));
            }
        }
        self.reasons(because)?;
        Ok(Vec::new())
    }

    /// Nothing is proposed or concluded while materials are awaited.
    pub(super) fn no_request_open(&self) -> Result<(), Refusal> {
        if self.regime.departs().supplement == Supplement::RunsOn {
            return Ok(());
        }
        let Some(open) = self.review.open_requests().next() else {
            return Ok(());
        };
        let number = open.number;
        Err(self.refuse(
            Reason::SupplementOutstanding,
            Ground::Rule(Rule::Supplement),
            format!("第{number}号补充材料尚未提交；可以等待提交或者撤回要求"),
            format!("supplement {number} is outstanding; await it or withdraw the request"),
        ))
    }
}
