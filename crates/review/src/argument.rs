//! The arguments of acts: closed lists, spelt in kebab-case in files, on dockets and in the API.

use law::StepName;
use serde::{Deserialize, Serialize};

/// A proposed or final conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 通过.
    Pass,
    /// 附承诺通过.
    PassWithCommitments,
    /// 不予通过.
    Fail,
}

/// The result of a review of 2017.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 通过.
    Pass,
    /// 不予通过.
    Fail,
}

/// The written opinion of a consulted body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    /// 同意.
    Agree,
    /// 原则同意，修改意见: agrees.
    AgreeWithPoints,
    /// 附条件同意: divides unless the proposal is amended.
    AgreeOnCondition,
    /// 无意见: no objection.
    NoObjection,
    /// 不涉及本单位职责: no objection.
    NoRemit,
    /// 不同意.
    Disagree,
}

/// The limits by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitName {
    /// 申报处理.
    Intake,
    /// 初步审查.
    PreliminaryReview,
    /// 征求意见, one for each consulted body.
    Consultation,
    /// 特别审查.
    SpecialReview,
    /// 报中央网信委批准; no version of the Measures limits it.
    CommissionApproval,
}

impl LimitName {
    /// The step it limits.
    pub fn step(self) -> StepName {
        match self {
            LimitName::Intake => StepName::Intake,
            LimitName::PreliminaryReview => StepName::PreliminaryReview,
            LimitName::Consultation => StepName::Consultation,
            LimitName::SpecialReview => StepName::SpecialReview,
            LimitName::CommissionApproval => StepName::CommissionApproval,
        }
    }
}

/// A limit the Office may extend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extendable {
    /// 初步审查.
    PreliminaryReview,
    /// 特别审查.
    SpecialReview,
}

/// Of whom a supplement is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// The party.
    #[default]
    Party,
    /// The provider.
    Provider,
}

/// Whether something is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum Delivery {
    /// All of it.
    #[default]
    Whole,
    /// A part: the clock stays stopped.
    InPart,
}

impl From<bool> for Delivery {
    fn from(in_part: bool) -> Delivery {
        if in_part { Delivery::InPart } else { Delivery::Whole }
    }
}

impl From<Delivery> for bool {
    fn from(delivery: Delivery) -> bool {
        delivery == Delivery::InPart
    }
}

/// Whether an opinion is a body's first or replaces its earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum Reply {
    /// The first.
    #[default]
    First,
    /// 更改回复.
    Again,
}

impl From<bool> for Reply {
    fn from(again: bool) -> Reply {
        if again { Reply::Again } else { Reply::First }
    }
}

impl From<Reply> for bool {
    fn from(reply: Reply) -> bool {
        reply == Reply::Again
    }
}

/// Whether a commitment was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum Kept {
    /// 已履行.
    Kept,
    /// 未履行.
    Breached,
}

impl From<bool> for Kept {
    fn from(kept: bool) -> Kept {
        if kept { Kept::Kept } else { Kept::Breached }
    }
}

impl From<Kept> for bool {
    fn from(kept: Kept) -> bool {
        kept == Kept::Kept
    }
}

/// Whether national security is affected (2017).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum Affected {
    /// It is.
    Affected,
    /// It is not.
    NotAffected,
}

impl From<bool> for Affected {
    fn from(affected: bool) -> Affected {
        if affected { Affected::Affected } else { Affected::NotAffected }
    }
}

impl From<Affected> for bool {
    fn from(affected: Affected) -> bool {
        affected == Affected::Affected
    }
}

/// What is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Announced {
    /// 公告实施审查.
    Review,
    /// 公布审查结论.
    Conclusion,
}

/// How a notice is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// In the system.
    System,
    /// By post.
    Post,
    /// By hand.
    Hand,
    /// By announcement.
    Announcement,
}

/// On what ground an object is determined or taken up (2017).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Required or requested by a department; `by` names it.
    Department,
    /// Advised by a national association; `what` names it.
    Association,
    /// Reports of users (trial); `what` says them.
    Users,
    /// Reports of the market (draft); `what` says them.
    Market,
    /// The enterprise's own application (draft).
    Application,
    /// Another ground (trial); `what` says it.
    Other,
}

/// What an assessment report is on (2017): providers in the draft, products and services in the
/// trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportOn {
    /// A provider.
    Provider,
    /// A product or service.
    Product,
}
