//! What can be said of days no paper governs: for each side of the range a table of days, what a
//! count that begins inside a holiday's reach may add to it, and the table of days that are sure.
//!
//! For every pair of days the working days between them, by any notice that keeps to the practice
//! in `statutory.toml`, lie between the two sides. Back-tested on 2018 to 2026, each as if
//! unannounced.

use std::sync::Arc;

use crate::notice::is_weekend;
use crate::span::Span;
use crate::zone::{Side, Zone};

/// One side of the range, for each day by its number.
#[derive(Debug, Clone)]
pub(crate) struct Outlook {
    /// Whether the day is worked, for a count that begins before all holidays it meets.
    pub worked: Vec<bool>,
    /// Working days that a count begun on this day may have more (or, negative, fewer) than
    /// `worked`.
    pub slack: Vec<i8>,
    /// Whether the day is worked at the most (or at the least), whatever a notice says.
    pub sure: Vec<bool>,
}

impl Outlook {
    /// One side, from the holidays that no paper arranges.
    pub fn new(span: &Arc<Span>, zones: &[Zone], is_open: &[bool], side: Side) -> Outlook {
        let weekend: Vec<bool> = span.dates().iter().map(|day| is_weekend(*day)).collect();
        let heads = heads(&weekend, zones, side);
        let mut before = 0;
        let mut worked = Vec::with_capacity(heads.len());
        for head in &heads {
            worked.push(before < *head);
            before = *head;
        }
        let slack = slack(&weekend, &heads, zones, is_open, side);
        Outlook { worked, slack, sure: sure(&weekend, zones, side) }
    }
}

/// Working days up to each day at the most (least), counted from before everything.
fn heads(weekend: &[bool], zones: &[Zone], side: Side) -> Vec<i32> {
    let mut steps: Vec<i32> = weekend.iter().map(|weekend| i32::from(!*weekend)).collect();
    for zone in zones {
        for day in zone.start + 1..=zone.end {
            let reach = |to| zone.reach(side, zone.start, to);
            if let Some(step) = usize::try_from(day).ok().and_then(|day| steps.get_mut(day)) {
                *step += reach(day) - reach(day - 1);
            }
        }
    }
    let mut heads: Vec<i32> = steps
        .iter()
        .scan(0, |sum, step| {
            *sum += step;
            Some(*sum)
        })
        .collect();
    // A count never falls and never grows by more than one a day; so neither does its bound.
    match side {
        Side::Earliest => {
            backward(&mut heads, |head, next| head.min(next));
            forward(&mut heads, |before, head| head.min(before + 1));
        }
        Side::Latest => {
            forward(&mut heads, |before, head| head.max(before));
            backward(&mut heads, |head, next| head.max(next - 1));
        }
    }
    heads
}

fn forward(heads: &mut [i32], bound: impl Fn(i32, i32) -> i32) {
    let mut before = 0;
    for head in heads {
        *head = bound(before, *head);
        before = *head;
    }
}

fn backward(heads: &mut [i32], bound: impl Fn(i32, i32) -> i32) {
    let mut next = None;
    for head in heads.iter_mut().rev() {
        *head = next.map_or(*head, |next| bound(*head, next));
        next = Some(*head);
    }
}

/// How far a count that begins on a day may leave the heads.
fn slack(weekend: &[bool], heads: &[i32], zones: &[Zone], is_open: &[bool], side: Side) -> Vec<i8> {
    let head = |day: i32| at(heads, day);
    let weekdays = running(weekend);
    let weekday = |day: i32| at(&weekdays, day);
    let last = i32::try_from(heads.len()).unwrap_or(i32::MAX) - 1;
    let mut slack = vec![0_i8; heads.len()];
    // Zones are in order; those whose end lies before the day are behind for all later days.
    let mut behind = 0;
    for (index, slot) in slack.iter_mut().enumerate() {
        let from = i32::try_from(index).unwrap_or(i32::MAX);
        while zones.get(behind).is_some_and(|zone| zone.end <= from) {
            behind += 1;
        }
        if !is_open.get(index).copied().unwrap_or_default() {
            continue;
        }
        let near = near(zones.get(behind..).unwrap_or_default(), from);
        let Some(end) = near.iter().map(|zone| zone.end).max() else {
            continue;
        };
        for to in from..=end.min(last) {
            let reach: i32 = near.iter().map(|zone| zone.reach(side, from, to)).sum();
            let more = weekday(to) - weekday(from) + reach - (head(to) - head(from));
            let more = i8::try_from(more).unwrap_or_default();
            *slot = match side {
                Side::Earliest => (*slot).max(more),
                Side::Latest => (*slot).min(more),
            };
        }
    }
    slack
}

/// The zones that hold the day, and those that overlap them, and so on: up to a day in no zone.
fn near(zones: &[Zone], day: i32) -> &[Zone] {
    let mut end = day;
    let mut count = 0;
    for zone in zones {
        if zone.start < end || (count == 0 && zone.start < day) {
            end = end.max(zone.end);
            count += 1;
        } else {
            break;
        }
    }
    zones.get(..count).unwrap_or_default()
}

/// The days worked at the most: every weekday but the statutory, and the weekend days near a
/// holiday; at the least: the weekdays that no block can hold.
fn sure(weekend: &[bool], zones: &[Zone], side: Side) -> Vec<bool> {
    let mut sure: Vec<bool> = weekend.iter().map(|weekend| !*weekend).collect();
    let mut set = |day: i32, worked: bool| {
        if let Some(slot) = usize::try_from(day).ok().and_then(|day| sure.get_mut(day)) {
            *slot = worked;
        }
    };
    match side {
        Side::Earliest => {
            let near = zones.iter().flat_map(|zone| zone.start + 1..=zone.end);
            near.for_each(|day| set(day, true));
            let off = zones.iter().flat_map(|zone| zone.days());
            off.for_each(|day| set(*day, false));
        }
        Side::Latest => {
            let blocks = zones.iter().flat_map(|zone| zone.block_start..=zone.block_end);
            blocks.for_each(|day| set(day, false));
        }
    }
    sure
}

fn running(weekend: &[bool]) -> Vec<i32> {
    let mut sum = 0;
    let count = |weekend: &bool| {
        sum += i32::from(!*weekend);
        sum
    };
    weekend.iter().map(count).collect()
}

fn at(running: &[i32], day: i32) -> i32 {
    let cell = usize::try_from(day).ok().and_then(|day| running.get(day));
    cell.copied().unwrap_or_default()
}
