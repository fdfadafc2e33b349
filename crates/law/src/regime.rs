//! One version of the Measures.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Cite, Content, Departs, Example, Identity, Limits, Positions, Procedure, Provision, Rule,
    StepName, StepRule, Words,
};

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
    /// A regime of another land, kept as an example: it governs nothing here.
    Example,
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
    /// First day in force; `None` for a draft and for an example.
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
    /// What an example says beyond a version of the Measures; `None` for these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
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

    /// Where the procedure goes another way than that of the Measures; their versions never do.
    pub fn departs(&self) -> Departs {
        self.example.as_ref().map(|example| example.departs).unwrap_or_default()
    }

    /// Its file, from the top of the repository on, as a page names it.
    pub fn file_name(&self) -> String {
        let within = if self.example.is_some() { "examples/" } else { "" };
        format!("law/{within}{}.toml", self.id)
    }

    /// The rules in the order of the text.
    pub fn rules_in_order(&self) -> Vec<(Rule, &Cite)> {
        let mut rules: Vec<(Rule, &Cite)> =
            self.rules.iter().map(|(rule, cite)| (*rule, cite)).collect();
        let place = |cite: &Cite| self.provisions.iter().position(|it| it.cite == *cite);
        rules.sort_by_key(|(_, cite)| place(cite));
        rules
    }

    /// A step, if the procedure has it.
    pub fn step(&self, name: StepName) -> Option<&StepRule> {
        self.steps.iter().find(|step| step.name == name)
    }

    /// The provision at an address.
    pub fn provision(&self, cite: &Cite) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.cite == *cite)
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
