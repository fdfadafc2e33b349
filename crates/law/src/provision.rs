//! The text, provision by provision, in our own words, and what in the product carries each.

use std::fmt;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{Cite, StepName, Words};

/// An article, paragraph or item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// Its address.
    #[serde(flatten)]
    pub cite: Cite,
    /// What sort of rule it is.
    pub kind: Kind,
    /// What it says, in our own words.
    pub gist: Words,
    /// What in the product carries it.
    pub carried_by: Vec<Carrier>,
    /// Why the product does not carry it, or not all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_of_reach: Option<Words>,
    /// Known from memory only: the official wording was not at hand.
    pub unverified: bool,
}

/// What sort of rule a provision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody must.
    Duty,
    /// Somebody may.
    Power,
    /// By when.
    Limit,
    /// What a word means.
    Definition,
    /// What all the rest serves.
    Principle,
    /// Institutions, names, entry into force.
    Formality,
}

impl Kind {
    /// Whether it binds somebody, so that something must carry it.
    pub const fn is_normative(self) -> bool {
        matches!(self, Kind::Duty | Kind::Power | Kind::Limit)
    }

    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Kind::Duty => Words::new("义务", "duty"),
            Kind::Power => Words::new("职权", "power"),
            Kind::Limit => Words::new("期限", "limit"),
            Kind::Definition => Words::new("定义", "definition"),
            Kind::Principle => Words::new("原则", "principle"),
            Kind::Formality => Words::new("形式", "formality"),
        }
    }
}

/// What in the product carries a provision: `act:open-review`, `limit:intake`,
/// `notice:review-opened`, `page:law`, `scenario:special-review/To the end, 2022`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Carrier {
    /// An act, by the name it has in the record.
    Act(String),
    /// The limit of a step.
    Limit(StepName),
    /// A kind of written notice.
    Notice(String),
    /// A page.
    Page(String),
    /// A scenario of the dockets: its page and its title.
    Scenario(String),
}

impl fmt::Display for Carrier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Carrier::Act(name) => write!(out, "act:{name}"),
            Carrier::Limit(step) => write!(out, "limit:{}", step.word()),
            Carrier::Notice(kind) => write!(out, "notice:{kind}"),
            Carrier::Page(name) => write!(out, "page:{name}"),
            Carrier::Scenario(name) => write!(out, "scenario:{name}"),
        }
    }
}

impl From<Carrier> for String {
    fn from(carrier: Carrier) -> String {
        carrier.to_string()
    }
}

impl TryFrom<String> for Carrier {
    type Error = String;

    fn try_from(text: String) -> Result<Carrier, String> {
        let wrong = || {
            format!(
                "{text:?} carries nothing: act:<name>, limit:<step>, notice:<kind>, page:<name>, \
                 scenario:<name>"
            )
        };
        let (sort, name) = text.split_once(':').ok_or_else(wrong)?;
        match sort {
            "act" => Ok(Carrier::Act(name.to_owned())),
            "limit" => {
                let mut steps = StepName::ALL.iter().copied();
                let step = steps.find(|step| step.word() == name);
                step.map(Carrier::Limit).ok_or_else(wrong)
            }
            "notice" => Ok(Carrier::Notice(name.to_owned())),
            "page" => Ok(Carrier::Page(name.to_owned())),
            "scenario" => Ok(Carrier::Scenario(name.to_owned())),
            _ => Err(wrong()),
        }
    }
}

/// A provision as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProvisionBlock {
    pub(crate) article: Spanned<String>,
    #[serde(default)]
    paragraph: Option<u16>,
    #[serde(default)]
    item: Option<u16>,
    pub(crate) kind: Kind,
    gist: Words,
    #[serde(default)]
    pub(crate) carried_by: Vec<Spanned<Carrier>>,
    #[serde(default)]
    pub(crate) out_of_reach: Option<Words>,
    #[serde(default)]
    unverified: bool,
}

impl ProvisionBlock {
    /// Its address.
    pub(crate) fn cite(&self) -> Cite {
        Cite {
            article: self.article.get_ref().as_str().into(),
            paragraph: self.paragraph,
            item: self.item,
        }
    }

    /// The provision.
    pub(crate) fn provision(self) -> Provision {
        let cite = self.cite();
        let carried_by = self.carried_by.into_iter().map(Spanned::into_inner);
        Provision {
            cite,
            kind: self.kind,
            gist: self.gist,
            carried_by: carried_by.collect(),
            out_of_reach: self.out_of_reach,
            unverified: self.unverified,
        }
    }
}
