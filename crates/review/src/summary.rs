//! A review in one look: which step, whose turn, what the Office owes beside the limits.

use std::str::FromStr;

use jiff::civil::Date;
use law::{Procedure, RegimeId, Transition};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::context::Context;
use crate::decide::is_later;
use crate::state::{Phase, Review, Round, StopCause};
use crate::{Actor, Conclusion, Due, Limit, Opinions, State};

/// The step of a procedure, in the docket's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A filing is being made or completed.
    Filing,
    /// Whether a review is needed is being decided.
    Intake,
    /// 初步审查.
    PreliminaryReview,
    /// 征求意见.
    Consultation,
    /// 特别审查.
    SpecialReview,
    /// The Commission has it.
    CommissionApproval,
    /// A member asked for a review ex officio.
    ExOfficioProposal,
    /// 2017: the object is being determined.
    Determination,
    /// 2017: labs evaluate.
    Evaluation,
    /// 2017: the experts assess.
    Assessment,
    /// 2017: the result is to be given.
    Result,
    /// The review is closed.
    Closed,
}

impl Step {
    /// Every step.
    pub const ALL: &[Step] = &[
        Step::Filing,
        Step::Intake,
        Step::PreliminaryReview,
        Step::Consultation,
        Step::SpecialReview,
        Step::CommissionApproval,
        Step::ExOfficioProposal,
        Step::Determination,
        Step::Evaluation,
        Step::Assessment,
        Step::Result,
        Step::Closed,
    ];

    /// The step's word, kebab-case.
    pub const fn word(self) -> &'static str {
        match self {
            Step::Filing => "filing",
            Step::Intake => "intake",
            Step::PreliminaryReview => "preliminary-review",
            Step::Consultation => "consultation",
            Step::SpecialReview => "special-review",
            Step::CommissionApproval => "commission-approval",
            Step::ExOfficioProposal => "ex-officio-proposal",
            Step::Determination => "determination",
            Step::Evaluation => "evaluation",
            Step::Assessment => "assessment",
            Step::Result => "result",
            Step::Closed => "closed",
        }
    }
}

/// What is written is no step of a docket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no step of a docket")]
pub struct NoStep(String);

impl FromStr for Step {
    type Err = NoStep;

    fn from_str(text: &str) -> Result<Step, NoStep> {
        let found = Step::ALL.iter().copied().find(|step| step.word() == text);
        found.ok_or_else(|| NoStep(text.to_owned()))
    }
}

/// Something the Office owes that no limit measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "duty", rename_all = "kebab-case")]
pub enum Duty {
    /// A later version is in force: carry the review over, or decide to leave it (position F1).
    CarryOver {
        /// That version.
        law: RegimeId,
        /// Since when.
        since: Date,
    },
    /// The party asked to withdraw.
    AnswerWithdrawal,
}

/// A review as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The version that governs steps which begin now.
    pub law: RegimeId,
    /// The step.
    pub step: Step,
    /// How it ended.
    pub conclusion: Option<Conclusion>,
    /// What the consulted opinions amount to, once they are formed.
    pub opinions: Option<Opinions>,
    /// Whose act is awaited.
    pub waiting_for: Vec<Actor>,
    /// What the Office owes beside the limits.
    pub duties: Vec<Duty>,
    /// Every limit that began or waits.
    pub limits: Vec<Limit>,
}

impl Summary {
    /// Looks at a review as of a day.
    pub fn of(context: &Context, review: &Review, as_of: Date) -> Summary {
        Summary {
            law: review.law().clone(),
            step: step(context, review),
            conclusion: review.conclusion(),
            opinions: review.first.as_ref().and_then(|round| round.formed).map(|(it, _)| it),
            waiting_for: waiting_for(review),
            duties: duties(context, review, as_of),
            limits: clock::limits(context, review, as_of),
        }
    }

    /// Whether the review is closed.
    pub fn is_closed(&self) -> bool {
        self.step == Step::Closed
    }

    /// The open limit that ends first; stopped and waiting ones come after all that run.
    pub fn most_urgent(&self) -> Option<&Limit> {
        let open = self.limits.iter().filter(|limit| match limit.state {
            State::Running(_) | State::Overdue(_) => true,
            State::NotStarted(_) | State::Met(_) => false,
        });
        open.min_by_key(|limit| match limit.due {
            Some(Due::On(day)) => (0, day),
            Some(Due::Between { earliest, .. }) => (0, earliest),
            Some(Due::Stopped) | None => (1, Date::MAX),
        })
    }
}

/// The step a review is at.
pub(crate) fn step(context: &Context, review: &Review) -> Step {
    match review.phase() {
        Phase::Empty => match context.regime(review.law()).map(|regime| regime.procedure) {
            Some(Procedure::Evaluation) => Step::Determination,
            Some(Procedure::Review) | None => Step::Filing,
        },
        Phase::Intake if clock::awaits_materials(review) => Step::Filing,
        Phase::Intake => Step::Intake,
        // What the Commission has answered is the Office's again.
        Phase::ExOfficioProposal | Phase::ExOfficioApproved => Step::ExOfficioProposal,
        Phase::ExOfficioSubmitted | Phase::SpecialSubmitted => Step::CommissionApproval,
        Phase::PreliminaryReview => Step::PreliminaryReview,
        Phase::Consultation => Step::Consultation,
        Phase::SpecialReview | Phase::SpecialApproved => Step::SpecialReview,
        Phase::Determined => Step::Determination,
        Phase::Evaluation => Step::Evaluation,
        Phase::Assessment => Step::Assessment,
        Phase::Result => Step::Result,
        Phase::Closed => Step::Closed,
    }
}

fn waiting_for(review: &Review) -> Vec<Actor> {
    let phase = review.phase();
    if matches!(phase, Phase::Empty | Phase::Closed) {
        return Vec::new();
    }
    let mut awaited = asked_for_materials(review);
    if awaited.is_empty() {
        awaited = match phase {
            Phase::ExOfficioSubmitted | Phase::SpecialSubmitted => vec![Actor::Commission],
            Phase::Consultation => bodies(review.first.as_ref()),
            Phase::SpecialReview if review.special.returned.is_none() => {
                bodies(review.second.as_ref())
            }
            Phase::Evaluation => labs(review),
            Phase::Assessment => vec![Actor::Experts],
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::SpecialReview
            | Phase::SpecialApproved
            | Phase::Determined
            | Phase::Result
            | Phase::Closed => Vec::new(),
        };
    }
    if awaited.is_empty() || review.withdrawal.is_some() {
        awaited.push(Actor::Office);
    }
    awaited
}

fn asked_for_materials(review: &Review) -> Vec<Actor> {
    let mut awaited = Vec::new();
    let returned =
        |stop: &crate::state::Stop| stop.cause == StopCause::Deficiency && stop.until.is_none();
    let incomplete = review.filing.as_ref().is_some_and(|filing| !filing.missing.is_empty());
    let held = clock::awaits_materials(review) || review.stops.iter().any(returned);
    if review.phase() == Phase::Intake && (incomplete || held) {
        awaited.push(Actor::Party);
    }
    for request in review.open_requests() {
        if !awaited.contains(&request.of) {
            awaited.push(request.of.clone());
        }
    }
    awaited
}

fn bodies(round: Option<&Round>) -> Vec<Actor> {
    let awaited = round.into_iter().flat_map(Round::awaited);
    awaited.map(|asked| asked.actor.clone()).collect()
}

/// Labs assigned that have not reported.
fn labs(review: &Review) -> Vec<Actor> {
    let mut at_work = Vec::new();
    for entry in review.entries() {
        if let crate::Act::Assign { to: lab @ Actor::Lab(_) } = &entry.act {
            at_work.push(lab.clone());
        }
        if matches!(entry.act, crate::Act::ReportEvaluation { .. }) {
            at_work.retain(|lab| *lab != entry.actor);
        }
    }
    at_work
}

/// What the Office owes on a day, beside the limits.
fn duties(context: &Context, review: &Review, as_of: Date) -> Vec<Duty> {
    let mut duties = Vec::new();
    if review.closed.is_some() {
        return duties;
    }
    if review.withdrawal.is_some() {
        duties.push(Duty::AnswerWithdrawal);
    }
    let current = context.regime(review.law());
    let later = context.book().all().find(|regime| {
        current.is_some_and(|current| {
            current.example.is_none()
                && current.procedure == regime.procedure
                && is_later(current, regime)
                && regime.in_force_on(as_of)
        })
    });
    let moves = review.positions().transition != Transition::StartVersion;
    if let Some((law, since)) = later.filter(|_| moves).and_then(|it| Some((&it.id, it.in_force?)))
    {
        duties.push(Duty::CarryOver { law: law.clone(), since });
    }
    duties
}
