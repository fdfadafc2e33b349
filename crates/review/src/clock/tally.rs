//! The days of a count by what they are: so many counted, so many skipped and because of what.

use calendar::DayKind;
use jiff::civil::Date;
use law::Words;
use serde::Serialize;

use super::sheet::count_sheet;
use crate::context::Context;
use crate::limit::{Limit, Unit};
use crate::state::Review;

/// The days from the one a limit counts from, itself left out, to the last on which it can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayTally {
    /// The day it counts from.
    pub from: Date,
    /// The last day looked at: the last on which it can end, or the day it is looked at.
    pub until: Date,
    /// Working days counted.
    pub counted: u32,
    /// Saturdays and Sundays that no paper names.
    pub weekend: u32,
    /// Days off by a paper, the weekends among them included.
    pub holidays: Vec<NamedDays>,
    /// Weekend days worked by a paper, and counted.
    pub make_up: Vec<NamedDays>,
    /// Days that did not count because the clock was stopped, whatever they are.
    pub stopped: u32,
    /// Days off by a reading, not by a paper.
    pub rest: u32,
    /// Days not counted of a year whose paper is not out.
    pub unannounced: u32,
    /// Days neither off nor stopped that are not counted: the one on which a count begins that does
    /// not count it.
    pub aside: u32,
}

/// Days of one holiday by one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedDays {
    /// The holiday.
    pub name: Words,
    /// The number of the paper.
    pub paper: String,
    /// How many of its days the count runs over.
    pub days: u32,
}

/// The days of a limit; `None` where it is not counted in working days, or has not begun.
pub fn day_tally(
    context: &Context,
    review: &Review,
    as_of: Date,
    limit: &Limit,
) -> Option<DayTally> {
    if limit.unit != Unit::WorkingDays {
        return None;
    }
    let sheet = count_sheet(context, review, as_of, limit.name, limit.of.as_ref())?;
    // Of a body asked twice the sheet is that of the second round.
    if sheet.limit != *limit {
        return None;
    }
    let (first, last) = (sheet.rows.first()?.date, sheet.rows.last()?.date);
    let mut tally = DayTally {
        from: first,
        until: last,
        counted: 0,
        weekend: 0,
        holidays: Vec::new(),
        make_up: Vec::new(),
        stopped: 0,
        rest: 0,
        unannounced: 0,
        aside: 0,
    };
    let counts_first = sheet.rows.first().is_some_and(|row| row.number.is_some());
    for row in sheet.rows.iter().skip(usize::from(!counts_first)) {
        let counted = row.number.is_some();
        tally.counted = tally.counted.saturating_add(u32::from(counted));
        if row.stopped_by.is_some() {
            one_more(&mut tally.stopped);
            continue;
        }
        match &row.kind {
            DayKind::Holiday { name, paper } => {
                named(&mut tally.holidays, name, &paper.number);
            }
            DayKind::MakeUp { name, paper } if counted => {
                named(&mut tally.make_up, name, &paper.number);
            }
            DayKind::Weekend => one_more(&mut tally.weekend),
            DayKind::RestDay => one_more(&mut tally.rest),
            DayKind::Provisional { .. } if !counted => one_more(&mut tally.unannounced),
            DayKind::Working | DayKind::MakeUp { .. } | DayKind::Outside if !counted => {
                one_more(&mut tally.aside);
            }
            DayKind::Working
            | DayKind::MakeUp { .. }
            | DayKind::Provisional { .. }
            | DayKind::Outside => {}
        }
    }
    Some(tally)
}

fn one_more(count: &mut u32) {
    *count = count.saturating_add(1);
}

fn named(all: &mut Vec<NamedDays>, name: &Words, paper: &str) {
    match all.iter_mut().find(|known| known.name == *name && known.paper == paper) {
        Some(known) => one_more(&mut known.days),
        None => all.push(NamedDays { name: name.clone(), paper: paper.to_owned(), days: 1 }),
    }
}
