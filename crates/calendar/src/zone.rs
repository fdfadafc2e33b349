//! What one holiday of an unannounced year can do to a count: the most working days it can add and
//! the most it can take, between any two days around it.

use crate::notice::is_weekend;
use crate::span::Span;
use crate::statutory::Holiday;

/// Calendar days before a holiday in which a weekend day has been worked for it (2026: 11).
const BEFORE: i32 = 14;
/// Calendar days after the longest block in which a weekend day has been worked for it (2026: 5).
const AFTER: i32 = 8;

/// Which end of the range is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// As many working days as may be: counts end first.
    Earliest,
    /// As few as may be: counts end last.
    Latest,
}

/// One holiday, or two that are taken together, and the days around it; days by their number.
#[derive(Debug)]
pub(crate) struct Zone {
    /// The day before the first day it can touch.
    pub start: i32,
    /// The last day it can touch.
    pub end: i32,
    /// The first day that the block can hold.
    pub block_start: i32,
    /// The last day that the block can hold.
    pub block_end: i32,
    days: Vec<i32>,
    first: i32,
    last: i32,
    block: i32,
    owed: i32,
    make_up: i32,
    unpaid: i32,
    whole: bool,
    /// Running counts from `start`: weekend days that may be worked,
    candidates: Vec<i32>,
    /// statutory days on weekdays,
    statutory: Vec<i32>,
    /// weekdays,
    weekdays: Vec<i32>,
    /// weekend days.
    weekends: Vec<i32>,
    reach: Vec<(i16, i16)>,
}

/// A holiday, or two within one block, before it has its place in the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Season {
    days: Vec<i32>,
    owed: i32,
    block: i32,
    make_up: i32,
    unpaid: i32,
}

impl Season {
    /// The year's seasons in order. Two holidays are taken together where one block holds both and
    /// the longer begins first, or the other not more than two days ahead (2017, 2020, 2023, 2025).
    pub fn of_year(span: &Span, holidays: &[Holiday]) -> Vec<Season> {
        let mut seasons: Vec<Season> = Vec::new();
        let mut sorted: Vec<&Holiday> = holidays.iter().collect();
        sorted.sort_by_key(|holiday| (holiday.first, -i16::from(holiday.practice.block)));
        for holiday in sorted {
            let season = Season::new(span, holiday);
            match seasons.last_mut() {
                Some(before) if before.holds(&season) => before.join(season),
                Some(_) | None => seasons.push(season),
            }
        }
        seasons
    }

    fn new(span: &Span, holiday: &Holiday) -> Season {
        let number = |day| span.index(day).ok().and_then(|index| i32::try_from(index).ok());
        Season {
            days: holiday.days.iter().filter_map(|day| number(*day)).collect(),
            owed: i32::try_from(holiday.days.len()).unwrap_or(i32::MAX),
            block: i32::from(holiday.practice.block),
            make_up: i32::from(holiday.practice.make_up),
            unpaid: i32::from(holiday.practice.unpaid),
        }
    }

    fn ends(&self) -> Option<(i32, i32)> {
        Some((*self.days.iter().min()?, *self.days.iter().max()?))
    }

    fn holds(&self, next: &Season) -> bool {
        let (Some((first, last)), Some((from, to))) = (self.ends(), next.ends()) else {
            return false;
        };
        let block = self.block.max(next.block);
        let near = next.block <= self.block || from - last <= 2;
        near && to.max(last) - first < block
    }

    fn join(&mut self, next: Season) {
        self.days.extend(next.days);
        self.days.sort_unstable();
        self.days.dedup();
        self.owed += next.owed;
        self.block = self.block.max(next.block);
        self.make_up = self.make_up.max(next.make_up);
        self.unpaid = self.unpaid.max(next.unpaid);
    }
}

impl Zone {
    /// A season among the days that no paper governs.
    pub fn new(span: &Span, season: &Season, is_open: &dyn Fn(i32) -> bool) -> Option<Zone> {
        let (first, last) = season.ends()?;
        let block = season.block.max(last - first + 1);
        let (block_start, block_end) = (last - block + 1, first + block - 1);
        let (start, end) = (first - BEFORE - 1, block_end + AFTER);
        let mut zone = Zone {
            start,
            end,
            block_start,
            block_end,
            days: season.days.clone(),
            first,
            last,
            block,
            owed: season.owed,
            make_up: season.make_up,
            unpaid: season.unpaid,
            whole: (block_start..=block_end).all(is_open),
            candidates: vec![0],
            statutory: vec![0],
            weekdays: vec![0],
            weekends: vec![0],
            reach: Vec::new(),
        };
        for day in start + 1..=end {
            let open = is_open(day);
            let statutory = season.days.contains(&day);
            let weekend = span.date(day).is_some_and(is_weekend);
            push(&mut zone.candidates, open && weekend && !statutory);
            push(&mut zone.statutory, open && !weekend && statutory);
            push(&mut zone.weekdays, open && !weekend);
            push(&mut zone.weekends, open && weekend);
        }
        zone.reach = zone.table();
        Some(zone)
    }

    /// The statutory days.
    pub fn days(&self) -> &[i32] {
        &self.days
    }

    /// Working days more (or, negative, fewer) than the weekdays after `from` up to `to`, at most
    /// (at least), whatever the notice does with this holiday.
    pub fn reach(&self, side: Side, from: i32, to: i32) -> i32 {
        let (from, to) = (from.max(self.start), to.min(self.end));
        if to <= from {
            return 0;
        }
        let width = self.end - self.start + 1;
        let cell = usize::try_from((from - self.start) * width + to - self.start);
        let found = cell.ok().and_then(|cell| self.reach.get(cell));
        found.map_or(0, |(most, least)| match side {
            Side::Earliest => i32::from(*most),
            Side::Latest => i32::from(*least),
        })
    }

    fn table(&self) -> Vec<(i16, i16)> {
        let mut table = Vec::new();
        let narrow = |value: i32| i16::try_from(value).unwrap_or_default();
        for from in self.start..=self.end {
            for to in self.start..=self.end {
                let cell = match from < to {
                    true => (narrow(self.most(from, to)), narrow(self.least(from, to))),
                    false => (0, 0),
                };
                table.push(cell);
            }
        }
        table
    }

    /// Off are the statutory days alone, and the weekend days are worked as soon as may be; but
    /// over the whole block no more is worked than the statutory days leave (Art. 6: they are made
    /// good).
    fn most(&self, from: i32, to: i32) -> i32 {
        let after = if from < self.first { from } else { from.max(self.last) };
        let worked = self.make_up.min(self.count(&self.candidates, after, to));
        let most = worked - self.count(&self.statutory, from, to);
        if self.whole && from < self.block_start && self.block_end <= to {
            return most.min(-self.owed);
        }
        most
    }

    /// Off is the longest block, laid where it takes most, and no weekend day is worked; but over
    /// the whole block what is off beyond the statutory days was worked before or will be, save
    /// `unpaid`.
    fn least(&self, from: i32, to: i32) -> i32 {
        let shifts = self.block - (self.last - self.first + 1);
        let taken = (0..=shifts).map(|shift| {
            let block_start = self.block_start + shift;
            let block_end = block_start + self.block - 1;
            self.count(&self.weekdays, from.max(block_start - 1), to.min(block_end))
        });
        let least = -taken.max().unwrap_or_default();
        if self.whole && from < self.block_start && self.block_end <= to {
            let outside = self.count(&self.weekends, self.start, from)
                + self.count(&self.weekends, to, self.end);
            return least.max(-self.owed - self.unpaid - self.make_up.min(outside));
        }
        least
    }

    /// How many of a kind after `from` up to `to`.
    fn count(&self, running: &[i32], from: i32, to: i32) -> i32 {
        if to <= from {
            return 0;
        }
        let at = |day: i32| {
            let cell = usize::try_from(day - self.start).unwrap_or_default();
            running.get(cell).or(running.last()).copied().unwrap_or_default()
        };
        at(to) - at(from)
    }
}

fn push(running: &mut Vec<i32>, counts: bool) {
    let so_far = running.last().copied().unwrap_or_default();
    running.push(so_far + i32::from(counts));
}
