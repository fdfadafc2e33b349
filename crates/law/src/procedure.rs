//! The procedure of a version: its steps, their joints, and their limits.

use serde::{Deserialize, Serialize};

use crate::{Cite, StartDay};

/// Which of the two procedures a version lays down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Filing, intake, preliminary review, consultation, special review (2020 on).
    Review,
    /// Object, evaluation by labs, assessment by experts, result (2017).
    Evaluation,
}

/// Budget of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Budget {
    /// So many working days.
    WorkingDays(u16),
    /// So many calendar months.
    Months(u16),
    /// So many calendar days; no version of the Measures counts so, an example may.
    CalendarDays {
        /// How many.
        days: u16,
        /// What becomes of a last day that is a day off.
        ends: Ends,
    },
}

/// What becomes of a count of calendar days that ends on a day off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// It moves to the next working day.
    NextWorkingDay,
    /// It stays.
    Stays,
}

/// Whether and how a limit may be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extension {
    /// It may not.
    None,
    /// Once, by at most so many working days.
    Once {
        /// Working days.
        working_days: u16,
    },
    /// No figure is given: any number of times, any length.
    Open,
    /// Once, by at most so many calendar days.
    OnceDays {
        /// Calendar days.
        calendar_days: u16,
    },
    /// Once by at most so many working days, and after that without a figure.
    OnceThenOpen {
        /// Working days.
        working_days: u16,
    },
}

/// A limit of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRule {
    /// Where it stands.
    pub cite: Cite,
    /// How long it is.
    pub budget: Budget,
    /// How it may be extended.
    pub extension: Extension,
    /// Whether the text itself counts the first day; `None`: it is silent (position `start-day`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<StartDay>,
}

/// The limits of the procedure of 2020 and after. Every version of the Measures has the first four
/// and the target; an example may lack all but the preliminary review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Whether a review is needed.
    pub intake: Option<LimitRule>,
    /// The preliminary review.
    pub preliminary_review: LimitRule,
    /// The written opinions of the consulted.
    pub consultation: Option<LimitRule>,
    /// The special review.
    pub special_review: Option<LimitRule>,
    /// The approval of a special review's conclusion; the Measures state none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commission_approval: Option<LimitRule>,
    /// Target for the second consultation, working days; the Measures state none.
    pub second_consultation_target: Option<u16>,
}

impl Limits {
    /// The limit of a step; `None`: the text sets none.
    pub fn of(&self, step: StepName) -> Option<&LimitRule> {
        match step {
            StepName::Intake => self.intake.as_ref(),
            StepName::PreliminaryReview => Some(&self.preliminary_review),
            StepName::Consultation => self.consultation.as_ref(),
            StepName::SpecialReview => self.special_review.as_ref(),
            StepName::CommissionApproval => self.commission_approval.as_ref(),
            StepName::Determination
            | StepName::Evaluation
            | StepName::Assessment
            | StepName::Result => None,
        }
    }
}

/// A step of either procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepName {
    /// Whether a review is needed.
    Intake,
    /// The preliminary review, up to the sending of the proposed conclusion.
    PreliminaryReview,
    /// The written opinions of the consulted.
    Consultation,
    /// The special review, where opinions divide.
    SpecialReview,
    /// Approval by the Commission.
    CommissionApproval,
    /// 2017: the object of review is determined or taken up.
    Determination,
    /// 2017: labs evaluate.
    Evaluation,
    /// 2017: the experts assess.
    Assessment,
    /// 2017: the result is published or circulated.
    Result,
}

impl StepName {
    /// Every step, in the order of the two procedures.
    pub const ALL: &[StepName] = &[
        StepName::Intake,
        StepName::PreliminaryReview,
        StepName::Consultation,
        StepName::SpecialReview,
        StepName::CommissionApproval,
        StepName::Determination,
        StepName::Evaluation,
        StepName::Assessment,
        StepName::Result,
    ];

    /// The step's spelling in law files.
    pub const fn word(self) -> &'static str {
        match self {
            StepName::Intake => "intake",
            StepName::PreliminaryReview => "preliminary-review",
            StepName::Consultation => "consultation",
            StepName::SpecialReview => "special-review",
            StepName::CommissionApproval => "commission-approval",
            StepName::Determination => "determination",
            StepName::Evaluation => "evaluation",
            StepName::Assessment => "assessment",
            StepName::Result => "result",
        }
    }
}

/// What a step begins with and what it brings: the joints of the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// The filing came in, complete or not.
    FilingReceived,
    /// The filing came in and is complete.
    FilingComplete,
    /// The Office said that it accepts the filing.
    FilingAccepted,
    /// The written notice that a review is opened was sent.
    NoticeDispatched,
    /// The proposed conclusion reached a consulted body.
    ProposalReceived,
    /// All consulted agree.
    OpinionsAgreed,
    /// They do not.
    OpinionsDivided,
    /// The consulted were asked a second time.
    ProposedAgain,
    /// The conclusion was put to the body above the Office.
    Submitted,
    /// The Commission approved.
    Approved,
    /// The conclusion was notified.
    Concluded,
    /// 2017: somebody required, advised or asked for a review.
    GroundGiven,
    /// 2017: the object is determined.
    ObjectDetermined,
    /// 2017: a lab reported.
    EvaluationReported,
    /// 2017: the experts reported.
    AssessmentReported,
    /// 2017: the result is out.
    ResultOut,
}

impl Milestone {
    /// Whether it comes from outside the procedure, so that no step need bring it.
    pub const fn is_origin(self) -> bool {
        matches!(
            self,
            Milestone::FilingReceived
                | Milestone::FilingComplete
                | Milestone::FilingAccepted
                | Milestone::GroundGiven
        )
    }
}

/// A step as a version lays it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRule {
    /// Which.
    pub name: StepName,
    /// Where its limit stands, or the step where it has none.
    pub cite: Cite,
    /// What it begins with.
    pub starts: Option<Milestone>,
    /// What it brings.
    pub brings: Vec<Milestone>,
    /// Its limit; `None`: the text sets none.
    pub limit: Option<LimitRule>,
}
