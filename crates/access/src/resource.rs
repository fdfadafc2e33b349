//! What a question is about.

use std::sync::Arc;

use review::{Actor, BodyId, Step};

use crate::{ActName, DocketId, OrganisationId, PersonId, Role};

/// A side outside the Office that is told at some moment that there is a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The party: by its own filing, else by the written notice that opens the review.
    Party,
    /// The provider: asked for a supplement, by its own act, or where a review of its product is
    /// opened ex officio.
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
    pub review: Option<Arc<Review>>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// The organisation that handed it in; of what counsel adds, the party.
    pub owner: OrganisationId,
    /// The review it is in; `None` in a draft.
    pub review: Option<Arc<Review>>,
}

/// One entry of a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// In which review.
    pub review: Arc<Review>,
    /// Who acted.
    pub by: Actor,
    /// What was done.
    pub act: ActName,
    /// Whom it addresses: the one heard, served, assigned, asked for a supplement; for what is said
    /// of a request later (incomplete, withdrawn) the one who was asked.
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

/// A reset of factors that somebody lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorReset {
    /// Whose factors.
    pub person: PersonId,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The roles that person has, whatever their days.
    pub holds: Vec<Role>,
    /// Who asked for it.
    pub asked_by: PersonId,
    /// As whom.
    pub asked_as: AskedAs,
}

/// As whom somebody asked for a reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedAs {
    /// A head of the Office.
    Head,
    /// Anybody else who may.
    Other,
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
    Review(Arc<Review>),
    /// One entry of a docket.
    Entry(Entry),
    /// An account.
    Account(Account),
    /// A reset of factors that waits for a second person.
    FactorReset(FactorReset),
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
            Resource::Filing(filing) => filing.review.as_deref(),
            Resource::Material(material) => material.review.as_deref(),
            Resource::Entry(entry) => Some(&entry.review),
            Resource::Office
            | Resource::Account(_)
            | Resource::FactorReset(_)
            | Resource::HolidayNotice { .. } => None,
        }
    }
}
