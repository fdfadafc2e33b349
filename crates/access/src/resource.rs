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
    /// Whether it may be opened yet.
    pub seal: Seal,
}

/// Whether a written opinion may be opened by others than its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Seal {
    /// It may.
    #[default]
    Open,
    /// Not before all opinions are in or their time is over.
    Sealed,
}

/// What takes two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deed {
    /// Open written opinions before all of them are in.
    OpenOpinions,
    /// Take a whole docket out of the house.
    ExportDocket,
    /// Destroy a key of a case, and with it what it seals.
    DestroyKey,
    /// Let somebody in again who lost every key.
    RecoverAccount,
}

impl Deed {
    /// Every deed.
    pub const ALL: &[Deed] =
        &[Deed::OpenOpinions, Deed::ExportDocket, Deed::DestroyKey, Deed::RecoverAccount];

    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            Deed::OpenOpinions => "open-opinions",
            Deed::ExportDocket => "export-docket",
            Deed::DestroyKey => "destroy-key",
            Deed::RecoverAccount => "recover-account",
        }
    }

    /// The deed of a word.
    pub fn of_word(word: &str) -> Option<Deed> {
        Deed::ALL.iter().copied().find(|deed| deed.word() == word)
    }

    /// Whether it is done to a case.
    pub fn is_about_a_case(self) -> bool {
        match self {
            Deed::OpenOpinions | Deed::ExportDocket | Deed::DestroyKey => true,
            Deed::RecoverAccount => false,
        }
    }
}

/// What one asked for and another confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FourEyes {
    /// What.
    pub deed: Deed,
    /// Who asked; of what is about to be asked, who asks.
    pub by: PersonId,
    /// The review it is done to, where it is about one.
    pub review: Option<Arc<Review>>,
}

/// An hour in which somebody reads a case that he may not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Whose.
    pub by: PersonId,
    /// The case.
    pub review: Arc<Review>,
}

/// Who reported misconduct (2022, Art. 18). No module takes reports yet: the wall stands ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporter {
    /// The person reported, where it is somebody with an account.
    pub of_person: Option<PersonId>,
    /// The organisation reported, where it is one known here.
    pub of_house: Option<OrganisationId>,
    /// The review it is about.
    pub review: Option<Arc<Review>>,
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
    /// An hour in which somebody reads what he may not see.
    Emergency(Emergency),
    /// What takes two.
    FourEyes(FourEyes),
    /// Who reported misconduct.
    Reporter(Reporter),
}

impl Resource {
    /// The review it is or belongs to.
    pub fn review(&self) -> Option<&Review> {
        match self {
            Resource::Review(review) => Some(review),
            Resource::Filing(filing) => filing.review.as_deref(),
            Resource::Material(material) => material.review.as_deref(),
            Resource::Entry(entry) => Some(&entry.review),
            Resource::Emergency(emergency) => Some(&emergency.review),
            Resource::FourEyes(asked) => asked.review.as_deref(),
            Resource::Reporter(reporter) => reporter.review.as_deref(),
            Resource::Office
            | Resource::Account(_)
            | Resource::FactorReset(_)
            | Resource::HolidayNotice { .. } => None,
        }
    }
}
