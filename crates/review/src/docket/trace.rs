//! What followed from each entry of a recorded docket, in the words of the page.

use jiff::civil::Date;

use super::consequence::Consequence;
use super::happened::{SecondRound, changed, followed};
use crate::{Act, Context, Entry, EntryNumber, Event, Review, evolve, limits};

/// What followed from each entry, in the order of the docket: the same that a replay writes right
/// of the arrow.
pub fn trace(context: &Context, review: &Review) -> Vec<Vec<Consequence>> {
    let mut now = Review::new(review.frame().clone());
    let mut traced = Vec::with_capacity(review.entries().len());
    for entry in review.entries() {
        let day = day_of_comparison(&now, entry);
        let before = limits(context, &now, day);
        now = evolve(now, entry);
        let changed = changed(&before, &limits(context, &now, day));
        let calendar = context.calendar_of(&now);
        traced.push(followed(&changed, &entry.events, second_round(&now), calendar));
    }
    traced
}

/// The day as of which limits before and after an act are compared: the day of the line, or that on
/// which the review closed, when every clock stood still. Asked before the act is taken in, so that
/// no docket need be kept twice.
pub(super) fn day_of_comparison(before: &Review, entry: &Entry) -> Date {
    let closes = entry.events.iter().any(|event| matches!(event, Event::Closed { .. }));
    let closed = if closes {
        Some(entry.legal_day())
    } else {
        let closed = before.closed;
        closed.and_then(|closed| corrected(entry, closed).or_else(|| before.day(closed)))
    };
    closed.map_or(entry.date, |day| day.min(entry.date))
}

/// The day to which an entry corrects another.
fn corrected(by: &Entry, number: EntryNumber) -> Option<Date> {
    if let Act::Correct { entry, dated, .. } = &by.act
        && *entry == number
    {
        return *dated;
    }
    None
}

pub(super) fn second_round(review: &Review) -> SecondRound {
    if review.second.is_some() { SecondRound::Yes } else { SecondRound::No }
}
