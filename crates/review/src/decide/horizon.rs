//! Every day of an act, and of the limits it moves, must be a day the calendar holds: beyond it
//! nothing can be counted, and nothing may be said.

use super::{Case, Ground};
use crate::standing::entry;
use crate::{Act, Event, Reason, Refusal, clock, evolve};

/// What holds of this many years and working days ahead needs no count: no limit of any version,
/// extensions left aside, runs as long.
const YEARS: i16 = 2;
const WORKING_DAYS: u32 = 250;

impl Case<'_> {
    /// The day of recording, the legal day and the corrected day.
    pub(super) fn check_days(&self) -> Result<(), Refusal> {
        let calendar = self.context.calendar_of(self.review);
        let corrected =
            if let Act::Correct { dated, .. } = &self.command.act { *dated } else { None };
        let days = [Some(self.today.date), Some(self.day), corrected];
        for day in days.into_iter().flatten() {
            if let Err(outside) = calendar.hold(day) {
                let text = outside.words();
                let calendar = Ground::House("calendar");
                return Err(self.refuse(Reason::OutOfTurn, calendar, text.zh, text.en));
            }
        }
        Ok(())
    }

    /// Where every limit would end after this act.
    pub(super) fn check_ends(&self, events: &[Event]) -> Result<(), Refusal> {
        let last = self.context.calendar_of(self.review).last_day();
        let review = self.review;
        let runs = [&review.intake, &review.preliminary, &review.special_run];
        let long = runs.into_iter().flatten().any(|run| WORKING_DAYS < run.extension);
        let near = last.year() < self.today.date.year().saturating_add(YEARS);
        if !long && !near && !matches!(self.command.act, Act::ExtendLimit { .. }) {
            return Ok(());
        }
        let entry = entry(review, self.today, self.command.clone(), events.to_vec());
        let after = evolve(review.clone(), &entry);
        let limits = clock::limits(self.context, &after, self.today.date);
        if limits.iter().all(|limit| limit.start.is_none() || limit.due.is_some()) {
            return Ok(());
        }
        Err(self.refuse(
            Reason::OutOfTurn,
            Ground::House("calendar"),
            format!("期限将在工作日历的最后一天 {last} 之后届满，无法计算"),
            format!("a limit would end after the calendar ends, {last}, and cannot be counted"),
        ))
    }
}
