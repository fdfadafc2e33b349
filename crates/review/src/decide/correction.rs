//! Corrections: a new entry that points at the old one, which stays.

use jiff::civil::Date;

use super::{Case, Ground, decide};
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
        let entries = self.made_unlawful(entry, dated);
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::FoundIrregular { entries }])
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.review.entries().get(index)
    }

    /// Decides every later act again under the corrected day; those refused stay, marked.
    fn made_unlawful(&self, corrected: u32, dated: Date) -> Vec<u32> {
        let mut review = Review::new(self.review.frame().clone());
        let mut found = Vec::new();
        for entry in self.review.entries() {
            if corrected < entry.number && !self.review.is_irregular(entry.number) {
                let correction = matches!(entry.act, Act::Correct { .. });
                let command = Command {
                    actor: entry.actor.clone(),
                    act: entry.act.clone(),
                    dated: entry.dated,
                };
                let today = Moment { date: entry.date, time: entry.time };
                let again = decide(self.context, &review, today, &command);
                if !correction && again.is_err() {
                    found.push(entry.number);
                }
            }
            review.take(entry);
            if entry.number == corrected {
                review.redate(corrected, dated);
            }
        }
        found
    }
}

impl Review {
    fn redate(&mut self, entry: u32, day: Date) {
        let index = usize::try_from(entry).ok().and_then(|entry| entry.checked_sub(1));
        if let Some(known) = index.and_then(|index| self.days.get_mut(index)) {
            *known = day;
        }
    }
}
