//! What a question is about.

use std::fmt;
use std::str::FromStr;

use review::{Actor, BodyId};
use serde::{Deserialize, Serialize};

use crate::{ActName, DocketId, OrganisationId, PersonId, Role};

/// Where a docket stands, in the words of the docket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the docket explains each step")]
pub enum Step {
    Filing,
    Intake,
    PreliminaryReview,
    Consultation,
    SpecialReview,
    CommissionApproval,
    ExOfficioProposal,
    Determination,
    Evaluation,
    Assessment,
    Result,
    Closed,
}

/// A side outside the Office that is told at some moment that there is a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The party: by its own filing, else by the written notice that opens the review.
    Party,
    /// The provider: named in a filing, asked for a supplement, or by the notice that opens.
    Provider,
    /// The Commission: by the submission for its approval.
    Commission,
}

/// A review, as far as access depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its docket.
    pub docket: DocketId,
    /// Where it stands.
    pub step: Step,
    /// The party, where it is an organisation known here.
    pub party: Option<OrganisationId>,
    /// The provider, where it is an organisation known here.
    pub provider: Option<OrganisationId>,
    /// Bodies to which a proposed conclusion went, and departments asked for a finding (2017).
    /// They stay here when the proposal is withdrawn.
    pub consulted: Vec<BodyId>,
    /// The body that asked for the review ex officio, or required the object (2017).
    pub asked_by: Option<BodyId>,
    /// Labs and the experts to whom it was assigned (2017).
    pub assigned: Vec<Actor>,
    /// The sides that have been told of it.
    pub told: Vec<Side>,
}

/// A filing: a draft that is its owner's alone, or one that was handed in and opened a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Whose.
    pub party: OrganisationId,
    /// The review it became; `None` for a draft, and for one about to be begun.
    pub review: Option<Review>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// The organisation that handed it in.
    pub owner: OrganisationId,
    /// The review it is in; `None` in a draft.
    pub review: Option<Review>,
}

/// One entry of a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// In which review.
    pub review: Review,
    /// Who acted.
    pub by: Actor,
    /// What was done.
    pub act: ActName,
    /// Whom it addresses where the act says so: the one asked, heard, served, assigned.
    pub to: Option<Actor>,
}

/// An account, and what is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose; of an account about to be made, the id it will have.
    pub person: PersonId,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The roles its holder has, whatever their days.
    pub holds: Vec<Role>,
    /// The role to be granted or ended, where that is the question.
    pub role: Option<Role>,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// The Office as a whole: everything that is about no single thing.
    Office,
    /// A filing.
    Filing(Filing),
    /// A file.
    Material(Material),
    /// A review and its docket.
    Review(Review),
    /// One entry of a docket.
    Entry(Entry),
    /// An account.
    Account(Account),
    /// A State Council notice of holidays that waits for confirmation.
    HolidayNotice {
        /// Who brought it in.
        imported_by: PersonId,
    },
}

impl Resource {
    /// The review it is or belongs to.
    pub fn review(&self) -> Option<&Review> {
        match self {
            Resource::Review(review) => Some(review),
            Resource::Filing(filing) => filing.review.as_ref(),
            Resource::Material(material) => material.review.as_ref(),
            Resource::Entry(entry) => Some(&entry.review),
            Resource::Office | Resource::Account(_) | Resource::HolidayNotice { .. } => None,
        }
    }
}

impl Step {
    /// Every step, in the order of the docket.
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

    /// The step's word, `preliminary-review`.
    pub fn name(self) -> &'static str {
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

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// What is written is no step of a docket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no step of a docket")]
pub struct NoStep(String);

impl FromStr for Step {
    type Err = NoStep;

    fn from_str(text: &str) -> Result<Step, NoStep> {
        let found = Step::ALL.iter().copied().find(|step| step.name() == text);
        found.ok_or_else(|| NoStep(text.to_owned()))
    }
}
