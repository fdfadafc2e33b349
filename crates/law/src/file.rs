//! The shape of a law file: its blocks and keys. Unknown keys are refused by name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::{
    Cite, Departments, Duty, FilingKind, Member, Milestone, Object, Procedure, Rule, Status,
    StepName, Words,
};

/// A whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawFile {
    pub(crate) id: Spanned<String>,
    pub(crate) status: Spanned<Status>,
    pub(crate) procedure: Procedure,
    pub(crate) title: Words,
    pub(crate) dated: Date,
    #[serde(default)]
    pub(crate) in_force: Option<Spanned<Date>>,
    #[serde(default)]
    pub(crate) departments: Option<Departments>,
    /// Working days; the Measures state none.
    #[serde(default)]
    pub(crate) second_consultation_target: Option<u16>,
    #[serde(default)]
    pub(crate) repeals: Vec<RepealBlock>,
    #[serde(default)]
    pub(crate) member: Vec<Spanned<Member>>,
    #[serde(default)]
    pub(crate) filing: Vec<FilingBlock>,
    #[serde(default)]
    pub(crate) ex_officio: Vec<ObjectBlock>,
    #[serde(default)]
    pub(crate) step: Vec<Spanned<StepBlock>>,
    pub(crate) rules: BTreeMap<Rule, Spanned<Cite>>,
    #[serde(default)]
    pub(crate) position: Vec<PositionBlock>,
}

/// A version this one repeals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepealBlock {
    pub(crate) id: Spanned<String>,
}

/// A kind of filing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilingBlock {
    pub(crate) kind: Spanned<FilingKind>,
    pub(crate) duty: Duty,
    article: String,
    #[serde(default)]
    paragraph: Option<u16>,
}

/// An object the mechanism may review of its own motion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectBlock {
    pub(crate) object: Spanned<Object>,
    article: String,
    #[serde(default)]
    paragraph: Option<u16>,
}

/// A step of the procedure and the limit it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBlock {
    pub(crate) name: Spanned<StepName>,
    article: String,
    #[serde(default)]
    paragraph: Option<u16>,
    #[serde(default)]
    pub(crate) working_days: Option<Spanned<u16>>,
    #[serde(default)]
    pub(crate) months: Option<Spanned<u16>>,
    #[serde(default)]
    pub(crate) extension: Option<Spanned<ExtensionValue>>,
    #[serde(default)]
    pub(crate) starts: Option<Spanned<Milestone>>,
    #[serde(default)]
    pub(crate) brings: Vec<Milestone>,
}

/// How a limit may be extended: `"open"` or `{ once = 15 }`, working days.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExtensionValue {
    Open,
    Once(u16),
}

/// How the text is read where it is silent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PositionBlock {
    pub(crate) id: Spanned<String>,
    pub(crate) value: Spanned<String>,
    pub(crate) alternatives: Spanned<Vec<String>>,
    pub(crate) question: String,
    pub(crate) asks: Words,
    pub(crate) source: Words,
}

/// Where a block says it stands.
pub(crate) trait Cited {
    /// Its address.
    fn cite(&self) -> Cite;
}

/// Blocks with `article` and `paragraph`.
macro_rules! cited {
    ($($block:ident),+) => {
        $(impl Cited for $block {
            fn cite(&self) -> Cite {
                Cite { paragraph: self.paragraph, ..Cite::article(self.article.as_str()) }
            }
        })+
    };
}

cited!(FilingBlock, ObjectBlock, StepBlock);
