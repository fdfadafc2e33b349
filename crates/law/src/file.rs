//! The shape of a law file: its blocks and keys. Unknown keys are refused by name.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::content::{
    CategoryBlock, ComplaintBlock, DutyBlock, ExclusionBlock, FactorBlock, FigureBlock,
    InstitutionBlock, MaterialBlock, PenaltyReferenceBlock, PublicationBlock, TriggerBlock,
};
use crate::example::{StandsForBlock, UnsaidBlock};
use crate::provision::ProvisionBlock;
use crate::{
    Cite, Departments, Departs, Duty, Ends, FilingKind, Member, Milestone, Object, Procedure,
    PublicConsultation, Rule, StartDay, Status, StepName, Words,
};

/// A whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawFile {
    pub(crate) id: Spanned<String>,
    pub(crate) status: Spanned<Status>,
    pub(crate) procedure: Procedure,
    pub(crate) title: Words,
    pub(crate) form: Words,
    #[serde(default)]
    pub(crate) order: Option<Words>,
    #[serde(default)]
    pub(crate) adopted: Option<Date>,
    pub(crate) dated: Date,
    pub(crate) published: Date,
    pub(crate) issuers: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) public_consultation: Option<PublicConsultation>,
    #[serde(default)]
    pub(crate) in_force: Option<Spanned<Date>>,
    /// Of an example: the calendar its days are counted by.
    #[serde(default)]
    pub(crate) calendar: Option<Spanned<String>>,
    /// Of an example: first day in force in its own land.
    #[serde(default)]
    pub(crate) effective: Option<Spanned<Date>>,
    #[serde(default)]
    pub(crate) departs: Option<Spanned<Departs>>,
    #[serde(default)]
    pub(crate) stands_for: Vec<StandsForBlock>,
    #[serde(default)]
    pub(crate) unsaid: Vec<UnsaidBlock>,
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
    #[serde(default)]
    pub(crate) institution: Vec<InstitutionBlock>,
    #[serde(default)]
    pub(crate) trigger: Vec<TriggerBlock>,
    #[serde(default)]
    pub(crate) threshold: Vec<FigureBlock>,
    #[serde(default)]
    pub(crate) category: Vec<CategoryBlock>,
    #[serde(default)]
    pub(crate) material: Vec<MaterialBlock>,
    #[serde(default)]
    pub(crate) factor: Vec<FactorBlock>,
    #[serde(default)]
    pub(crate) duty: Vec<DutyBlock>,
    #[serde(default)]
    pub(crate) exclusion: Vec<ExclusionBlock>,
    #[serde(default)]
    pub(crate) penalty: Vec<PenaltyReferenceBlock>,
    #[serde(default)]
    pub(crate) publication: Vec<PublicationBlock>,
    #[serde(default)]
    pub(crate) complaint: Vec<ComplaintBlock>,
    #[serde(default)]
    pub(crate) provision: Vec<ProvisionBlock>,
}

/// A version this one repeals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepealBlock {
    pub(crate) id: Spanned<String>,
    /// Where what the text says needs a word.
    #[serde(default)]
    pub(crate) note: Option<Words>,
}

/// A kind of filing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilingBlock {
    pub(crate) kind: Spanned<FilingKind>,
    pub(crate) duty: Duty,
    article: Spanned<String>,
    #[serde(default)]
    paragraph: Option<u16>,
}

/// An object the mechanism may review of its own motion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObjectBlock {
    pub(crate) object: Spanned<Object>,
    article: Spanned<String>,
    #[serde(default)]
    paragraph: Option<u16>,
}

/// A step of the procedure and the limit it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepBlock {
    pub(crate) name: Spanned<StepName>,
    article: Spanned<String>,
    #[serde(default)]
    paragraph: Option<u16>,
    #[serde(default)]
    pub(crate) working_days: Option<Spanned<u16>>,
    #[serde(default)]
    pub(crate) months: Option<Spanned<u16>>,
    #[serde(default)]
    pub(crate) calendar_days: Option<Spanned<u16>>,
    /// Of calendar days: what becomes of a last day that is a day off.
    #[serde(default)]
    pub(crate) ends: Option<Spanned<Ends>>,
    /// Where the text itself says whether the day a count begins on is counted.
    #[serde(default)]
    pub(crate) first_day: Option<StartDay>,
    #[serde(default)]
    pub(crate) extension: Option<Spanned<ExtensionValue>>,
    #[serde(default)]
    pub(crate) starts: Option<Spanned<Milestone>>,
    #[serde(default)]
    pub(crate) brings: Vec<Milestone>,
}

/// How a limit may be extended: `"open"` or `{ once = 15 }`, in days of the limit's own kind;
/// `{ once-then-open = 45 }`: once by so many, and then without a figure.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExtensionValue {
    Open,
    Once(u16),
    OnceThenOpen(u16),
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
    /// Where in the file the address is.
    fn place(&self) -> Range<usize>;
}

/// Blocks with `article` and `paragraph`.
macro_rules! cited {
    ($($block:ident),+) => {
        $(impl Cited for $block {
            fn cite(&self) -> Cite {
                Cite { paragraph: self.paragraph, ..Cite::article(self.article.get_ref().as_str()) }
            }
            fn place(&self) -> Range<usize> {
                self.article.span()
            }
        })+
    };
}

cited!(FilingBlock, ObjectBlock, StepBlock);
