//! What a version contains besides its steps: institutions, triggers, factors, duties and the rest,
//! each with its article.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{Cite, Material, Words};

/// A block of a law file that becomes a part of a version.
pub(crate) trait Block {
    /// The part it becomes.
    type Part;
    /// Its address.
    fn cite(&self) -> Cite;
    /// Where in the file the address is.
    fn place(&self) -> Range<usize>;
    /// The part.
    fn part(self) -> Self::Part;
}

/// Defines a part of a version and the block of the file it is read from: the same fields, and the
/// address as `article`, `paragraph` and `item`, so that unknown keys are refused by name.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident from $block:ident {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        pub struct $part {
            $($(#[$field_doc])* pub $field: $kind,)*
            /// Where it stands.
            #[serde(flatten)]
            pub cite: Cite,
        }

        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $block {
            $($field: $kind,)*
            article: Spanned<String>,
            #[serde(default)]
            paragraph: Option<u16>,
            #[serde(default)]
            item: Option<u16>,
        }

        impl Block for $block {
            type Part = $part;

            fn cite(&self) -> Cite {
                Cite {
                    article: self.article.get_ref().as_str().into(),
                    paragraph: self.paragraph,
                    item: self.item,
                }
            }

            fn place(&self) -> Range<usize> {
                self.article.span()
            }

            fn part(self) -> $part {
                let cite = self.cite();
                $part { $($field: self.$field,)* cite }
            }
        }
    )+};
}

parts! {
    /// A body the version names, and what it does.
    Institution from InstitutionBlock {
        /// Stable id, `office`.
        id: String,
        /// Name.
        name: Words,
        /// What it does.
        role: Words,
    }

    /// What leads to a review.
    Trigger from TriggerBlock {
        /// Stable id, `listing`.
        id: String,
        /// Whose conduct.
        who: Words,
        /// Which conduct.
        what: Words,
        /// What it leads to.
        leads_to: LeadsTo,
    }

    /// A figure above which something is owed.
    Figure from FigureBlock {
        /// Stable id, `personal-information-users`.
        id: String,
        /// The figure; at the figure itself the position `threshold` decides.
        figure: u64,
        /// What is counted.
        unit: Words,
    }

    /// A category of network products and services.
    Category from CategoryBlock {
        /// Stable id, `cloud-computing`; `other` is the open end of the list.
        id: String,
        /// Name.
        name: Words,
    }

    /// One of the materials of a filing.
    MaterialRule from MaterialBlock {
        /// Which.
        name: Material,
        /// What it is.
        words: Words,
    }

    /// A factor of risk that a review weighs.
    Factor from FactorBlock {
        /// In our own words.
        gist: Words,
    }

    /// What somebody must do.
    DutyRule from DutyBlock {
        /// Stable id, `prejudge`.
        id: String,
        /// Who.
        of: Bearer,
        /// In our own words.
        gist: Words,
    }

    /// What lies outside a review, or beside it.
    Exclusion from ExclusionBlock {
        /// Stable id, `state-secrets`.
        id: String,
        /// What follows.
        effect: Effect,
        /// In our own words.
        gist: Words,
    }

    /// A law by which breaches are punished; its provisions are in `law/penalties.toml`.
    PenaltyReference from PenaltyReferenceBlock {
        /// The law's id; `csl-2016` is the text of that year, `csl` the text of the day.
        law: String,
        /// In our own words.
        gist: Words,
    }

    /// What the version orders or lets be published; the texts from 2020 on order nothing.
    Publication from PublicationBlock {
        /// Stable id, `result`.
        id: String,
        /// In our own words.
        gist: Words,
    }

    /// Who may complain of those who review, and to whom.
    Complaint from ComplaintBlock {
        /// Who.
        by: Words,
        /// To whom.
        to: Words,
        /// Of what.
        about: Words,
    }
}

impl InstitutionBlock {
    /// The body's id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }
}

/// What a trigger leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadsTo {
    /// A filing is owed.
    FilingOwed,
    /// A filing may be made; no article orders it.
    FilingOpen,
    /// A review of the mechanism's own motion.
    ExOfficio,
    /// A review that nobody files (2017).
    Review,
}

/// Who bears a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// The party (当事人; before 2022 the operator).
    Party,
    /// The provider.
    Provider,
    /// The party and the provider.
    PartyAndProvider,
    /// The Office.
    Office,
    /// Every consulted body.
    Member,
    /// Whoever takes part in a review.
    Reviewer,
    /// A lab (2017).
    Lab,
    /// A body of Party or state, or one in a key sector (2017).
    PublicBody,
}

/// What an exclusion does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It must not enter; it goes another way.
    RouteOut,
    /// It applies as well.
    Cumulative,
}

/// Identity of a version beyond its name and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// What kind of document it is.
    pub form: Words,
    /// Its order number, where it has one.
    pub order: Option<Words>,
    /// The day it was adopted, where the order says it.
    pub adopted: Option<Date>,
    /// The day it was made public.
    pub published: Date,
    /// Who issued it: ids of members or institutions, in the order of the text.
    pub issuers: Vec<String>,
    /// What it says it repeals beside the mark, where that needs a word.
    pub notes: Vec<Words>,
    /// How a draft was put to the public.
    pub public_consultation: Option<PublicConsultation>,
}

/// How a draft was put to the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicConsultation {
    /// The day of the notice.
    pub notice: Date,
    /// The last day for comments.
    pub until: Date,
    /// How that day is read.
    pub reading: Words,
    /// Where comments went.
    pub channels: Vec<Words>,
}

/// The parts of a version besides its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// Bodies.
    pub institutions: Vec<Institution>,
    /// What leads to a review.
    pub triggers: Vec<Trigger>,
    /// Figures above which something is owed.
    pub thresholds: Vec<Figure>,
    /// Products and services.
    pub categories: Vec<Category>,
    /// Materials of a filing.
    pub materials: Vec<MaterialRule>,
    /// Factors, in the order of the text.
    pub factors: Vec<Factor>,
    /// Duties.
    pub duties: Vec<DutyRule>,
    /// Exclusions.
    pub exclusions: Vec<Exclusion>,
    /// Laws by which breaches are punished.
    pub penalties: Vec<PenaltyReference>,
    /// Publication.
    pub publications: Vec<Publication>,
    /// Complaints.
    pub complaints: Vec<Complaint>,
}
