//! One version of the Measures.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Cite, Content, Identity, Positions, Provision, Rule, Words};

/// The id of one version, `measures-2022`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegimeId(Arc<str>);

impl RegimeId {
    /// An id from its text; whether a version of that id exists is the book's to say.
    pub fn new(id: &str) -> RegimeId {
        RegimeId(Arc::from(id))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegimeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Whether a version binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Put to the public, never law.
    Draft,
    /// In force today.
    InForce,
    /// Was in force until a later version repealed it.
    Repealed,
}

/// Which of the two procedures a version lays down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Filing, intake, preliminary review, consultation, special review (2020 on).
    Review,
    /// Object, evaluation by labs, assessment by experts, result (2017).
    Evaluation,
}

/// A member unit of the work mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Stable id, `miit`.
    pub id: String,
    /// Full name, zh and en.
    pub name: Words,
    /// Short name, zh and en.
    pub short: Words,
    /// Whether the Office sits with this member, so that it is not asked by default.
    #[serde(default)]
    pub host: bool,
}

/// What a filing, or a review ex officio, is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilingKind {
    /// A CII operator's purchase of network products and services.
    Procurement,
    /// Data processing activities.
    DataProcessing,
    /// A listing abroad (国外, not 境外: Hong Kong is outside it).
    Listing,
}

/// What the mechanism may review of its own motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Object {
    /// A network product or service.
    Product,
    /// Data processing activities.
    DataProcessing,
    /// A listing abroad.
    Listing,
}

/// Whether a filing is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// An article orders it.
    Obliged,
    /// No article orders it.
    Voluntary,
}

/// A kind of filing this version knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingRule {
    /// The kind.
    pub kind: FilingKind,
    /// Whether it is owed.
    pub duty: Duty,
    /// Where.
    #[serde(flatten)]
    pub cite: Cite,
}

/// An object this version lets the mechanism review of its own motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectRule {
    /// The object.
    pub object: Object,
    /// Where.
    #[serde(flatten)]
    pub cite: Cite,
}

/// One of the materials of a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Material {
    /// 申报书.
    Declaration,
    /// The analysis of how national security is or may be affected.
    Analysis,
    /// Purchase documents, agreements, the contract to be signed, or listing documents.
    Documents,
    /// Other materials that the review needs.
    Other,
}

/// Budget of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Budget {
    /// So many working days.
    WorkingDays(u16),
    /// So many calendar months.
    Months(u16),
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
}

/// The four limits of the procedure of 2020 and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Whether a review is needed.
    pub intake: LimitRule,
    /// The preliminary review.
    pub preliminary_review: LimitRule,
    /// The written opinions of the consulted.
    pub consultation: LimitRule,
    /// The special review.
    pub special_review: LimitRule,
    /// Target for the second consultation, working days; the Measures state none.
    pub second_consultation_target: u16,
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
            Milestone::FilingReceived | Milestone::FilingComplete | Milestone::GroundGiven
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

/// A position as a version's file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionRule {
    /// Its name, `start-day`.
    pub id: String,
    /// The reading taken by default.
    pub value: String,
    /// The other readings.
    pub alternatives: Vec<String>,
    /// The question's number in the list of questions, `A1`.
    pub question: String,
    /// The question in words.
    pub asks: Words,
    /// What the default rests on.
    pub source: Words,
}

/// Which departments are asked besides the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departments {
    /// The protection departments concerned: a CII operator's is always among them.
    Protection,
    /// Any relevant department.
    Relevant,
}

/// One version of the Measures, as its law file says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regime {
    /// Stable id.
    pub id: RegimeId,
    /// SHA-256 of the law file, lower-case hex.
    pub hash: String,
    /// Name, zh and en.
    pub title: Words,
    /// Draft, in force, repealed.
    pub status: Status,
    /// The day the text bears; versions are listed in this order.
    pub dated: Date,
    /// First day in force; `None` for a draft.
    pub in_force: Option<Date>,
    /// First day no longer in force; `None` while in force and for a draft.
    pub until: Option<Date>,
    /// The versions it says it repeals.
    pub repeals: Vec<RegimeId>,
    /// Which procedure it lays down.
    pub procedure: Procedure,
    /// The steps in their order.
    pub steps: Vec<StepRule>,
    /// Members of the mechanism in the order of the text; empty for 2017.
    pub members: Vec<Member>,
    /// Which departments are asked besides; `None` for 2017.
    pub departments: Option<Departments>,
    /// Kinds of filing.
    pub filings: Vec<FilingRule>,
    /// Objects of a review ex officio.
    pub objects: Vec<ObjectRule>,
    /// Limits; `None` for 2017, whose texts set none.
    pub limits: Option<Limits>,
    /// Where each rule stands.
    pub rules: BTreeMap<Rule, Cite>,
    /// The readings taken by default.
    pub positions: Positions,
    /// Each position with its question, alternatives and source.
    pub position_rules: Vec<PositionRule>,
    /// Identity beyond name and dates.
    pub identity: Identity,
    /// Institutions, triggers, factors, duties and the rest.
    pub content: Content,
    /// Every article, paragraph and item.
    pub provisions: Vec<Provision>,
    /// Addresses known from memory only; whatever rests on one must say so.
    pub unverified: Vec<Cite>,
}

impl Regime {
    /// Where a rule stands in this version; `None`: this version has no such rule.
    pub fn rule(&self, rule: Rule) -> Option<&Cite> {
        self.rules.get(&rule)
    }

    /// Its name with its id, since two versions bear one name.
    pub fn name(&self) -> Words {
        Words::new(
            format!("《{}》（{}）", self.title.zh, self.id),
            format!("{} ({})", self.title.en, self.id),
        )
    }

    /// The provision at an address.
    pub fn provision(&self, cite: &Cite) -> Option<&Provision> {
        self.provisions
            .iter()
            .find(|provision| provision.cite == *cite)
    }

    /// Whether what stands at an address is known from memory only.
    pub fn is_unverified(&self, cite: &Cite) -> bool {
        self.unverified.iter().any(|known| known.touches(cite))
    }

    /// Status as of a day: what a later version has not yet repealed is still in force.
    pub fn status_on(&self, day: Date) -> Status {
        match (self.status, self.until) {
            (Status::Repealed, Some(until)) if day < until => Status::InForce,
            (status, _) => status,
        }
    }

    /// Whether this version is in force on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        match (self.in_force, self.until) {
            (Some(from), Some(until)) => from <= day && day < until,
            (Some(from), None) => from <= day,
            (None, _) => false,
        }
    }
}
