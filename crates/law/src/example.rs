//! A regime of another land, kept as an example that the machine is general. It governs nothing:
//! it is in force on no day of ours, and whatever is run under it is a simulation.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::{Cite, Words};

/// What an example says beyond what a version of the Measures says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The calendar its days are counted by, an id of `calendar/examples/`.
    pub calendar: String,
    /// First day in force in its own land; for the reader only, nothing is decided by it.
    pub effective: Date,
    /// Where its procedure goes another way than that of the Measures.
    pub departs: Departs,
    /// Which word of ours stands for which of theirs.
    pub stands_for: Vec<StandsFor>,
    /// What our vocabulary cannot say of it.
    pub unsaid: Vec<Unsaid>,
}

impl Example {
    /// What a word of ours stands for.
    pub fn theirs(&self, sort: Sort, name: &str) -> Option<&StandsFor> {
        self.stands_for.iter().find(|it| it.ours.sort == sort && it.ours.name == name)
    }
}

/// Where a procedure goes another way than that of the Measures. The default is their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Departs {
    /// Whether somebody is heard before a conclusion is proposed a second time.
    pub hearing: Hearing,
    /// When the conclusion of a special review needs the body above the Office.
    pub approval: Approval,
    /// What a request for more material does to the limits.
    pub supplement: Supplement,
}

/// Whether somebody is heard in a special review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hearing {
    /// At least one hearing comes first.
    #[default]
    Owed,
    /// None is owed.
    NotOwed,
}

/// When the conclusion of a special review needs approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// Always.
    #[default]
    Always,
    /// Unless the opinions agree that it passes: what fails, or divides, needs it.
    UnlessAgreedToPass,
}

/// What a request for more material does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supplement {
    /// It stops limits, and nothing is concluded while it is open.
    #[default]
    Stops,
    /// Limits run on, and it holds nothing up.
    RunsOn,
}

/// A word of ours and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandsFor {
    /// Our word.
    pub ours: Ours,
    /// Theirs.
    pub theirs: Words,
    /// Where it stands.
    #[serde(flatten)]
    pub cite: Cite,
}

/// What our vocabulary cannot say, and what is done instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unsaid {
    /// What the text says.
    pub what: Words,
    /// What happens here instead.
    pub instead: Words,
    /// Where it stands.
    #[serde(flatten)]
    pub cite: Cite,
}

/// A word of ours, `act:open-review`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ours {
    /// What sort of word.
    pub sort: Sort,
    /// The word.
    pub name: String,
}

/// What sort of word of ours stands for theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Somebody who acts, `actor:office`.
    Actor,
    /// Something done, `act:open-review`.
    Act,
    /// A limit, `limit:intake`.
    Limit,
    /// A conclusion, `conclusion:fail`.
    Conclusion,
    /// A kind of filing, `filing:procurement`.
    Filing,
}

impl Sort {
    const ALL: &[(Sort, &str)] = &[
        (Sort::Actor, "actor"),
        (Sort::Act, "act"),
        (Sort::Limit, "limit"),
        (Sort::Conclusion, "conclusion"),
        (Sort::Filing, "filing"),
    ];

    /// Its spelling in law files.
    pub fn word(self) -> &'static str {
        Sort::ALL.iter().find(|(sort, _)| *sort == self).map_or("", |(_, word)| word)
    }
}

impl fmt::Display for Ours {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.sort.word(), self.name)
    }
}

impl From<Ours> for String {
    fn from(ours: Ours) -> String {
        ours.to_string()
    }
}

impl TryFrom<String> for Ours {
    type Error = String;

    fn try_from(text: String) -> Result<Ours, String> {
        let (sort, name) = text.split_once(':').unwrap_or_default();
        let known = Sort::ALL.iter().find(|(_, word)| *word == sort);
        match known {
            Some((sort, _)) if !name.is_empty() => Ok(Ours { sort: *sort, name: name.to_owned() }),
            Some(_) | None => Err(format!(
                "{text:?} is no word of ours: actor:<who>, act:<name>, limit:<step>, \
                 conclusion:<which>, filing:<kind>"
            )),
        }
    }
}

/// A row of the table of words as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandsForBlock {
    pub(crate) ours: Spanned<Ours>,
    pub(crate) theirs: Words,
    pub(crate) article: Spanned<String>,
}

/// What cannot be said, as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnsaidBlock {
    pub(crate) what: Words,
    pub(crate) instead: Words,
    pub(crate) article: Spanned<String>,
}
