//! What other laws impose where a review was owed and avoided, by date.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::fault::Source;
use crate::{Cite, Fault, Words};

/// A law that punishes, in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PenalLaw {
    /// Stable id of the version, `csl-2016`.
    pub id: String,
    /// Name.
    pub title: Words,
    /// First day in force.
    pub from: Date,
    /// First day no longer in force.
    #[serde(default)]
    pub until: Option<Date>,
    /// The law this is a version of, `csl`.
    pub of: String,
}

impl PenalLaw {
    /// Whether it is in force on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// What was done that is punished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breach {
    /// A CII operator uses what was not reviewed, or failed.
    UseWithoutReview,
    /// A CII operator buys without the review that was owed.
    PurchaseWithoutReview,
    /// As the first, where commercial cryptography is concerned.
    CryptographyWithoutReview,
    /// A data handler does not undergo the review of its processing.
    ProcessingWithoutReview,
    /// A data handler neglects its duties of data security.
    DataSecurityDuties,
    /// The rules on core data are broken.
    CoreData,
}

/// The base of a fine that is a multiple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FineBase {
    /// 采购金额.
    PurchaseAmount,
}

/// A fine, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fine {
    /// So many times a base.
    Times {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
        /// Of what.
        of: FineBase,
    },
    /// So many yuan.
    Yuan {
        /// At least.
        least: u64,
        /// At most.
        most: u64,
        /// Whether it must be imposed.
        force: Force,
    },
}

/// Whether a fine must be imposed (处) or may be (可以处).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// It must.
    Must,
    /// It may.
    May,
}

/// Orders and fines of one degree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sanction {
    /// What is ordered, in our own words.
    pub orders: Words,
    /// The fine on the organisation.
    pub fine: Fine,
    /// The fine on the persons responsible.
    #[serde(default)]
    pub persons: Option<Fine>,
}

/// A penal provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Penalty {
    /// The law, in the version it stands in.
    pub law: PenalLaw,
    /// Where.
    #[serde(flatten)]
    pub cite: Cite,
    /// What is punished.
    pub breach: Breach,
    /// The articles of the same law that are broken.
    pub breaks: String,
    /// In the ordinary degree.
    pub sanction: Sanction,
    /// Where it is refused to put it right, or grave.
    pub serious: Option<Sanction>,
    /// What must be borne in mind.
    pub note: Option<Words>,
}

/// Which law at which time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// In our own words.
    pub gist: Words,
    /// What it rests on.
    pub source: Words,
}

/// All penal provisions that bear on reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Penalties {
    /// Which law at which time.
    pub choice: Choice,
    /// In the order of the file.
    pub all: Vec<Penalty>,
}

impl Penalties {
    /// Those the product is built with.
    #[expect(clippy::expect_used, reason = "the file is part of the build and a test reads it")]
    pub fn built_in() -> &'static Penalties {
        static ALL: LazyLock<Penalties> = LazyLock::new(|| {
            let text = include_str!("../../../law/penalties.toml");
            Penalties::from_file("penalties.toml", text).expect("the built-in penalties are sound")
        });
        &ALL
    }

    /// From the text of a file.
    ///
    /// # Errors
    /// The first fault found, with its place.
    pub fn from_file(name: &str, text: &str) -> Result<Penalties, Fault> {
        let source = Source { name, text };
        let file: File = toml::from_str(text).map_err(|error| source.toml_fault(&error))?;
        let mut all = Vec::new();
        for block in file.penalty {
            let id = block.law.get_ref().as_str();
            let Some(law) = file.law.iter().find(|law| law.id == id) else {
                let what = Words::new(
                    format!("没有代号为 `{id}` 的 `[[law]]`"),
                    format!("there is no `[[law]]` of the id `{id}`"),
                );
                let known = file.law.iter().map(|law| law.id.as_str());
                return Err(source.unknown(block.law.span(), what, id, known));
            };
            all.push(block.penalty(law.clone()));
        }
        Ok(Penalties { choice: file.choice, all })
    }

    /// What punishes a breach on a day.
    pub fn on(&self, breach: Breach, day: Date) -> impl Iterator<Item = &Penalty> {
        let of_breach = self.all.iter().filter(move |it| it.breach == breach);
        of_breach.filter(move |penalty| penalty.law.in_force_on(day))
    }

    /// What may be applied to a breach committed on one day and decided on another: the law of the
    /// day of the act, and, where a later version has replaced it, that of the day of the decision,
    /// which prevails where it is milder. Which is milder is for whoever decides.
    pub fn choice(&self, breach: Breach, done: Date, decided: Date) -> Vec<&Penalty> {
        let mut found: Vec<&Penalty> = self.on(breach, done).collect();
        for later in self.on(breach, decided) {
            let replaces = found.iter().any(|penalty| penalty.law.of == later.law.of);
            if replaces && !found.contains(&later) {
                found.push(later);
            }
        }
        found
    }
}

/// The shape of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    choice: Choice,
    law: Vec<PenalLaw>,
    penalty: Vec<PenaltyBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PenaltyBlock {
    law: Spanned<String>,
    article: String,
    #[serde(default)]
    paragraph: Option<u16>,
    breach: Breach,
    breaks: String,
    orders: Words,
    fine: Fine,
    #[serde(default)]
    persons: Option<Fine>,
    #[serde(default)]
    serious: Option<Sanction>,
    #[serde(default)]
    note: Option<Words>,
}

impl PenaltyBlock {
    fn penalty(self, law: PenalLaw) -> Penalty {
        Penalty {
            law,
            cite: Cite { paragraph: self.paragraph, ..Cite::article(self.article) },
            breach: self.breach,
            breaks: self.breaks,
            sanction: Sanction { orders: self.orders, fine: self.fine, persons: self.persons },
            serious: self.serious,
            note: self.note,
        }
    }
}

/// A fine as written: `{ times = [1, 10], of = "purchase-amount" }` or `{ yuan = [a, b] }`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FineBlock {
    #[serde(default)]
    times: Option<[u32; 2]>,
    #[serde(default)]
    of: Option<FineBase>,
    #[serde(default)]
    yuan: Option<[u64; 2]>,
    #[serde(default)]
    may: bool,
}

impl<'de> Deserialize<'de> for Fine {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Fine, D::Error> {
        let block = FineBlock::deserialize(from)?;
        let force = if block.may { Force::May } else { Force::Must };
        match (block.times, block.of, block.yuan) {
            (Some([least, most]), Some(of), None) if least <= most => {
                Ok(Fine::Times { least, most, of })
            }
            (None, None, Some([least, most])) if least <= most => {
                Ok(Fine::Yuan { least, most, force })
            }
            _ => Err(serde::de::Error::custom(
                "a fine is `times = [least, most]` with `of`, or `yuan = [least, most]`",
            )),
        }
    }
}
