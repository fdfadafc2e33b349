//! What a what-if comes to over many cases.

use serde::Serialize;

use super::Outcome;
use crate::Effect;

/// Counts of cases, and of limits where it says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Cases looked at.
    pub cases: u64,
    /// Cases of which anything differs.
    pub differ: u64,
    /// A filing would be owed that was neither owed nor made.
    pub files_anew: u64,
    /// A filing would no longer be owed.
    pub files_no_more: u64,
    /// Limits of the text whose last day would be later.
    pub limits_later: u64,
    /// Limits of the text whose last day would be earlier.
    pub limits_earlier: u64,
    /// Cases in which a limit of the text would be late that is not.
    pub newly_late: u64,
    /// Cases with an act that would be refused.
    pub refused: u64,
}

impl Tally {
    /// Counts one more case.
    pub fn add(&mut self, outcome: &Outcome) {
        let one = u64::from;
        self.cases += 1;
        self.differ += one(outcome.differs());
        self.files_anew += one(outcome.files_anew());
        let owed = outcome.owed.as_ref();
        self.files_no_more +=
            one(owed.is_some_and(|owed| owed.before.is_some() && owed.after.is_none()));
        self.newly_late += one(outcome.newly_late());
        self.refused += one(!outcome.refused.is_empty());
        for moved in outcome.moved.iter().filter(|it| it.effect == Effect::Statutory) {
            self.limits_later += one(moved.days.is_some_and(|days| 0 < days));
            self.limits_earlier += one(moved.days.is_some_and(|days| days < 0));
        }
    }

    /// The counts of both.
    #[must_use]
    pub fn and(self, other: &Tally) -> Tally {
        Tally {
            cases: self.cases.saturating_add(other.cases),
            differ: self.differ.saturating_add(other.differ),
            files_anew: self.files_anew.saturating_add(other.files_anew),
            files_no_more: self.files_no_more.saturating_add(other.files_no_more),
            limits_later: self.limits_later.saturating_add(other.limits_later),
            limits_earlier: self.limits_earlier.saturating_add(other.limits_earlier),
            newly_late: self.newly_late.saturating_add(other.newly_late),
            refused: self.refused.saturating_add(other.refused),
        }
    }
}
