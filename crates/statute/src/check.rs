//! A law file held against its text: every figure, day, name and address. What differs is told with
//! both places; what no text supports is told too, and never taken for agreed.

mod evidence;
mod figures;
mod identity;
mod languages;
mod leaves;
mod lists;
mod places;
mod quotes;
mod stands;
mod wording;

use law::{Book, Cite, Fault, Regime, Source, Words};
use serde::Serialize;

use crate::statute::Statute;
use leaves::Leaves;
use places::{Place, Places};

/// What a rule of a law file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InRule {
    /// Its key: `step[1].working_days`, places of lists counted from 0.
    pub key: String,
    /// Its line in the law file, counted from 1; 0 where the file has no such key.
    pub line: usize,
    /// Its value as written.
    pub value: String,
}

/// What the text says instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InText {
    /// Where; none where the text says nothing of it.
    pub address: Option<String>,
    /// What; empty where it says nothing.
    pub value: String,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `number`, `article`, `date`, `name`, `order`, `provision`, `quote`, `languages`, `repeal`,
    /// `position`, `unread`.
    pub kind: &'static str,
    /// In the law file.
    pub rule: InRule,
    /// In the text.
    pub text: InText,
}

/// What no text supports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unsupported {
    /// Its key.
    pub key: String,
    /// Its line.
    pub line: usize,
    /// Its value as written.
    pub value: String,
    /// Why nothing supports it.
    pub why: Words,
}

/// A law file held against its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Checked {
    /// In the order of the law file.
    pub differences: Vec<Difference>,
    /// What no text supports.
    pub unsupported: Vec<Unsupported>,
}

impl Checked {
    /// Whether nothing differs.
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Holds a version, read from a law file, against its text. `book` tells the names of what it
/// repeals and how other versions put the same positions.
///
/// # Errors
/// The law file is no TOML; a version that was read from it is.
pub fn check(
    book: &Book,
    regime: &Regime,
    file: &Source<'_>,
    text: &Statute,
) -> Result<Checked, Fault> {
    let held = Held {
        book,
        regime,
        file: file.text,
        leaves: Leaves::read(file)?,
        text,
        places: Places::of(text),
    };
    let mut checked = Checked::default();
    identity::check(&held, &mut checked);
    stands::check(&held, &mut checked);
    lists::check(&held, &mut checked);
    figures::check(&held, &mut checked);
    languages::check(&held, &mut checked);
    wording::check(&held, &mut checked);
    quotes::check(&held, &mut checked);
    checked.differences.sort_by_key(|it| it.rule.line);
    checked.differences.dedup();
    checked.unsupported.sort_by_key(|it| it.line);
    Ok(checked)
}

/// All that is held against each other.
struct Held<'a> {
    book: &'a Book,
    regime: &'a Regime,
    file: &'a str,
    leaves: Leaves,
    text: &'a Statute,
    places: Places,
}

impl Held<'_> {
    /// A difference at a key of the law file.
    fn differs(&self, kind: &'static str, key: &str, text: InText) -> Difference {
        Difference { kind, rule: self.leaves.rule(key), text }
    }

    /// What no text supports.
    fn unsupported(&self, key: &str, zh: &str, en: &str) -> Unsupported {
        let InRule { key, line, value } = self.leaves.rule(key);
        Unsupported { key, line, value, why: Words::new(zh, en) }
    }

    /// Holds the address of a block against the place where the text has it.
    fn stands(&self, block: &str, cite: &Cite, place: &Place, checked: &mut Checked) {
        if *cite == place.cite {
            if place.unverified {
                checked.unsupported.push(self.unsupported(
                    &format!("{block}.article"),
                    "文本此处凭记忆录入，未核实",
                    "the text has this line from memory, unverified",
                ));
            }
            return;
        }
        let parts = [
            ("article", Some(cite.article.to_string()), Some(place.cite.article.to_string())),
            ("paragraph", told(cite.paragraph), told(place.cite.paragraph)),
            ("item", told(cite.item), told(place.cite.item)),
        ];
        for (part, ours, theirs) in parts {
            if ours != theirs {
                let value = theirs.unwrap_or_default();
                let text = InText { address: Some(place.address.clone()), value };
                checked.differences.push(self.differs("article", &format!("{block}.{part}"), text));
            }
        }
    }
}

fn told(number: Option<u16>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// What the text says at a place.
fn at(place: &Place, value: impl Into<String>) -> InText {
    InText { address: Some(place.address.clone()), value: value.into() }
}

/// The text says nothing of it, or elsewhere than in an article.
fn nowhere(value: impl Into<String>) -> InText {
    InText { address: None, value: value.into() }
}
