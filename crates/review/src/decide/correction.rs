//! Corrections: a new entry that points at the old one, which stays.

use jiff::civil::Date;

use super::{Case, Ground, decide};
use crate::state::Review;
use crate::{Act, Basis, Command, Entry, Event, Moment, Reason, Refusal};

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
        self.review.entries().get(index)
    }

    /// Decides the act that is put right and every later one again under the corrected day; those
    /// refused stay, marked. A day on which the act cannot have been done at all, before the one it
    /// answers, is refused as it would have been then.
    fn made_unlawful(&self, corrected: u32, day: Date) -> Result<Vec<u32>, Refusal> {
        let mut review = Review::new(self.review.frame().clone());
        let mut found = Vec::new();
        for entry in self.review.entries() {
            let is_it = corrected == entry.number;
            let concerned = corrected <= entry.number && !self.review.is_irregular(entry.number);
            if concerned && !matches!(entry.act, Act::Correct { .. }) {
                let command = Command {
                    actor: entry.actor.clone(),
                    act: entry.act.clone(),
                    dated: if is_it { Some(day) } else { entry.dated },
                };
                let today = Moment { date: entry.date, time: entry.time };
                match decide(self.context, &review, today, &command) {
                    Ok(_) => {}
                    Err(refusal) if is_it && refusal.is_of_legal_day() => return Err(refusal),
                    Err(_) => found.push(entry.number),
                }
            }
            review.take(entry);
            if is_it {
                review.redate(corrected, day);
            }
        }
        Ok(found)
    }
}

impl Refusal {
    /// Whether it is about a legal day that cannot be.
    fn is_of_legal_day(&self) -> bool {
        matches!(&self.basis, Basis::House { house } if house == "legal-day")
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
