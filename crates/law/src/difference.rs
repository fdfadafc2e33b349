//! What differs between the rules of two versions: one row a rule, both sides with their article.

mod content;
mod procedure;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Cite, Regime, RegimeId, Rule, Words};

/// The rules of two versions side by side, as far as they differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The version compared from.
    pub from: RegimeId,
    /// The version compared to.
    pub to: RegimeId,
    /// What differs, in the order of a version's sheet.
    pub rows: Vec<Row>,
    /// What stands in both and in another article, in the order of the later text.
    pub renumbered: Vec<Renumbered>,
}

/// A rule that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Stable, `limit.special-review`; unique within a difference.
    pub key: String,
    /// Which rule it is.
    pub subject: Words,
    /// What became of it.
    pub change: Change,
    /// As the version compared from has it; `None`: it has no such rule.
    pub before: Option<Side>,
    /// As the version compared to has it.
    pub after: Option<Side>,
}

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The later version alone has it.
    Added,
    /// The earlier version alone has it.
    Removed,
    /// Both have it, and it says something else.
    Changed,
}

impl Change {
    /// Its name.
    pub fn words(self) -> Words {
        match self {
            Change::Added => Words::new("新增", "added"),
            Change::Removed => Words::new("删去", "removed"),
            Change::Changed => Words::new("改变", "changed"),
        }
    }
}

/// A rule as one version has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// What it says, in our own words.
    pub value: Words,
    /// Where; `None` where the version as a whole says it.
    pub cite: Option<Cite>,
}

/// A rule that stands in another article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Renumbered {
    /// The rule.
    pub rule: Rule,
    /// Where it stood.
    pub before: Cite,
    /// Where it stands.
    pub after: Cite,
}

/// What differs between the rules of two versions. What both say alike is left out, be it in
/// another article; that is said by itself.
pub fn difference(from: &Regime, to: &Regime) -> Difference {
    let mut rows = Vec::new();
    procedure::compare(from, to, &mut rows);
    content::compare(from, to, &mut rows);
    let both = to.rules_in_order();
    let moved = both.into_iter().filter_map(|(rule, after)| {
        let before = from.rule(rule).filter(|before| *before != after)?;
        Some(Renumbered { rule, before: before.clone(), after: after.clone() })
    });
    Difference { from: from.id.clone(), to: to.id.clone(), rows, renumbered: moved.collect() }
}

/// Adds a row where the sides differ in what they say.
fn row(
    rows: &mut Vec<Row>,
    key: impl Into<String>,
    subject: Words,
    before: Option<Side>,
    after: Option<Side>,
) {
    let change = match (&before, &after) {
        (None, None) => return,
        (None, Some(_)) => Change::Added,
        (Some(_), None) => Change::Removed,
        (Some(before), Some(after)) if before.value == after.value => return,
        (Some(_), Some(_)) => Change::Changed,
    };
    rows.push(Row { key: key.into(), subject, change, before, after });
}

/// A row for each part that either version has, by its key; parts of the later version first, in
/// its order, then those it dropped.
fn parts<T>(
    rows: &mut Vec<Row>,
    (sort, subject): (&str, &Words),
    (from, to): (&[T], &[T]),
    key: impl Fn(&T) -> String,
    side: impl Fn(&T) -> Side,
) {
    let find = |list: &[T], wanted: &str| list.iter().find(|it| key(it) == wanted).map(&side);
    let mut seen = BTreeSet::new();
    for wanted in to.iter().chain(from).map(&key) {
        if seen.insert(wanted.clone()) {
            let (before, after) = (find(from, &wanted), find(to, &wanted));
            row(rows, format!("{sort}.{wanted}"), subject.clone(), before, after);
        }
    }
}

/// A number of things in words.
fn count(number: usize, zh: &str, en: &str) -> Words {
    Words::new(format!("{number} {zh}"), format!("{number} {en}"))
}
