//! What a new paper changes.

use jiff::civil::Date;

use crate::calendar::{Calendar, DayKind};
use crate::year::days;

/// A day that a newer calendar has otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// The day.
    pub day: Date,
    /// What it was.
    pub before: DayKind<'a>,
    /// What it is.
    pub after: DayKind<'a>,
}

impl Calendar {
    /// The days that are otherwise in `after`: worked and now off, off and now worked; and, where a
    /// year has become known, the days that its papers name.
    pub fn changes<'a>(&'a self, after: &'a Calendar) -> Vec<Change<'a>> {
        let both = days(self.first_day(), self.last_day().min(after.last_day()));
        both.filter_map(|day| {
            let (before, after) = (self.day(day), after.day(day));
            (before.named() != after.named()).then_some(Change { day, before, after })
        })
        .collect()
    }
}

impl DayKind<'_> {
    /// Off, worked on a day off, or as the week has it.
    fn named(&self) -> &'static str {
        match self {
            DayKind::Working
            | DayKind::Weekend
            | DayKind::Provisional { .. }
            | DayKind::Outside => "ordinary",
            DayKind::Holiday { .. } | DayKind::RestDay => "off",
            DayKind::MakeUp { .. } => "worked",
        }
    }
}
