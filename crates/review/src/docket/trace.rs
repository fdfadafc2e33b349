//! What followed from each entry of a recorded docket, in the words of the page.

use jiff::civil::Date;

use super::consequence::Consequence;
use super::happened::{SecondRound, changed, followed};
use crate::{Context, Review, evolve, limits};

/// What followed from each entry, in the order of the docket: the same that a replay writes right
/// of the arrow.
pub fn trace(context: &Context, review: &Review) -> Vec<Vec<Consequence>> {
    let mut now = Review::new(review.frame().clone());
    let mut traced = Vec::with_capacity(review.entries().len());
    for entry in review.entries() {
        let before = now.clone();
        now = evolve(now, entry);
        let day = day_of_comparison(&now, entry.date);
        let changed = changed(&limits(context, &before, day), &limits(context, &now, day));
        let calendar = context.calendar(now.positions());
        traced.push(followed(&changed, &entry.events, second_round(&now), calendar));
    }
    traced
}

/// The day as of which limits before and after an act are compared: the day of the line, or that on
/// which the review closed, when every clock stood still.
pub(super) fn day_of_comparison(after: &Review, recorded: Date) -> Date {
    let closed = after.closed.and_then(|entry| after.day(entry));
    closed.map_or(recorded, |day| day.min(recorded))
}

pub(super) fn second_round(review: &Review) -> SecondRound {
    if review.second.is_some() { SecondRound::Yes } else { SecondRound::No }
}
