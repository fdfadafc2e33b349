//! Corrections: a new entry that points at the old one, which stays.

use jiff::civil::Date;

use super::{Case, Ground, could_be_dated, decide};
use crate::state::Review;
use crate::{Act, Command, Entry, Event, Moment, Reason, Refusal};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn correct(&self, entry: u32, dated: Option<Date>) -> Decision {
        let known = self.entry(entry);
        let Some(known) = known else {
            return Err(self.out_of_turn(
                &format!("卷宗没有第{entry}条"),
                &format!("the docket has no entry {entry}"),
            ));
        };
        let Some(dated) = dated else {
            return Ok(Vec::new());
        };
        if known.date < dated {
            return Err(self.refuse(
                Reason::OutOfTurn,
                Ground::House("legal-day"),
                format!("更正后的日期晚于第{entry}条的记入之日 {}", known.date),
                format!("entry {entry} was recorded on {}, before that day", known.date),
            ));
        }
        let entries = self.made_unlawful(entry, dated)?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::FoundIrregular { entries }])
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.review.entries().get(index).map(AsRef::as_ref)
    }

    /// Decides the corrected act and every later one again, each at its place and under the days as
    /// they now are; those refused stay, marked.
    ///
    /// # Errors
    /// The corrected act itself could not have been dated that day at its place.
    fn made_unlawful(&self, corrected: u32, dated: Date) -> Result<Vec<u32>, Refusal> {
        let day = |entry: &Entry| match self.review.day(entry.number) {
            Some(day) if entry.number != corrected => day,
            Some(_) | None => dated,
        };
        let days: Vec<Date> = self.review.entries().iter().map(|entry| day(entry)).collect();
        let mut review = Review::new(self.review.frame().clone());
        let mut found = Vec::new();
        for (entry, day) in self.review.entries().iter().zip(&days) {
            if corrected <= entry.number {
                let dated = Some(*day).filter(|day| *day != entry.date);
                let command = Command { actor: entry.actor.clone(), act: entry.act.clone(), dated };
                let today = Moment { date: entry.date, time: entry.time };
                if corrected == entry.number {
                    could_be_dated(self.context, &review, today, &command)?;
                }
                // A correction is never undone by another, and deciding one decides all before it.
                let correction = matches!(entry.act, Act::Correct { .. });
                if !correction
                    && !self.review.is_irregular(entry.number)
                    && decide(self.context, &review, today, &command).is_err()
                {
                    found.push(entry.number);
                }
            }
            review.take(entry);
            review.days = days.iter().copied().take(review.days.len()).collect();
        }
        Ok(found)
    }
}
