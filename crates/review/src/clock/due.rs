//! The day a count ends on, and how far it has come.

use calendar::{OutOfRange, Track};
use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Budget, Ends, MonthEnd, StartDay};

use super::{Clock, Count};
use crate::count::{self, End};
use crate::{Due, Limit, State};

impl Clock<'_> {
    pub(super) fn fill(&self, limit: &mut Limit, count: &Count<'_>, met: Option<Date>) {
        // An act that stands although it was dated before what it answers never met a limit before
        // its count began.
        let met = met.map(|day| day.max(count.start));
        limit.start = Some(count.start);
        let reached = met.unwrap_or(self.as_of);
        self.fill_units(limit, count, reached);
        let Ok(due) = self.due(count) else {
            limit.state = met.map_or(State::Running(Due::Stopped), State::Met);
            return;
        };
        limit.due = Some(due);
        let last = match due {
            Due::On(day) => Some(day),
            Due::Between { latest, .. } => Some(latest),
            Due::Stopped => None,
        };
        if let Some(last) = last.filter(|last| *last < reached) {
            limit.late = self.calendar.earliest().between(last, reached);
        }
        limit.state = match (met, last) {
            (Some(day), _) => State::Met(day),
            (None, Some(last)) if last < self.as_of => State::Overdue(due),
            (None, _) => State::Running(due),
        };
    }

    fn fill_units(&self, limit: &mut Limit, count: &Count<'_>, reached: Date) {
        limit.total = budget(count.budget, count.extension);
        limit.counted = match count.budget {
            Budget::WorkingDays(_) => {
                let track = self.calendar.earliest();
                count::counted(track, origin(count), reached, count.tolled)
            }
            Budget::CalendarDays { .. } => {
                count::days_counted(origin(count), reached, count.tolled)
            }
            Budget::Months(_) => count::months_counted(count.start, reached, count.tolled),
        };
        limit.left = limit.total.saturating_sub(limit.counted);
    }

    fn due(&self, count: &Count<'_>) -> Result<Due, OutOfRange> {
        let earliest = self.end(self.calendar.earliest(), count)?;
        let latest = self.end(self.calendar.latest(), count)?;
        Ok(match (earliest, latest) {
            (End::On(earliest), End::On(latest)) => {
                match self.calendar.unannounced(count.start, latest) {
                    Some(year) => Due::Between { earliest, latest, year },
                    None => Due::On(latest),
                }
            }
            (End::Stopped, _) | (_, End::Stopped) => Due::Stopped,
        })
    }

    fn end(&self, track: &Track, count: &Count<'_>) -> Result<End, OutOfRange> {
        match count.budget {
            Budget::WorkingDays(days) => {
                let budget = u32::from(days).saturating_add(count.extension);
                count::end(track, origin(count), budget, count.tolled)
            }
            Budget::CalendarDays { days, ends } => {
                let budget = u32::from(days).saturating_add(count.extension);
                let length = i64::from(budget).days();
                let last = |day| self.after_day_off(track, day, ends);
                match count::calendar_end(origin(count), length, count.tolled, last)? {
                    Some(end) => Ok(end),
                    None => track.nth_after(count.start, u32::MAX).map(End::On),
                }
            }
            Budget::Months(months) => {
                let length = i32::from(months).months();
                let last = |day| self.after_rest(track, day);
                match count::calendar_end(count.start, length, count.tolled, last)? {
                    Some(End::On(day)) if count.extension == 0 => Ok(End::On(day)),
                    // An extension is counted in working days, and stopped as such a count is.
                    Some(End::On(day)) => count::end(track, day, count.extension, count.tolled),
                    Some(End::Stopped) => Ok(End::Stopped),
                    None => track.nth_after(count.start, u32::MAX).map(End::On),
                }
            }
        }
    }

    /// A count of calendar days that ends on a day off.
    fn after_day_off(&self, track: &Track, day: Date, ends: Ends) -> Result<Date, OutOfRange> {
        self.calendar.hold(day)?;
        match ends {
            Ends::NextWorkingDay if !track.is_working(day) => track.nth_after(day, 1),
            Ends::NextWorkingDay | Ends::Stays => Ok(day),
        }
    }

    /// A count of months that ends on a day off (position A9).
    fn after_rest(&self, track: &Track, day: Date) -> Result<Date, OutOfRange> {
        match self.review.positions().month_end {
            MonthEnd::Stays => Ok(day),
            MonthEnd::NextWorkingDay if track.is_working(day) => Ok(day),
            MonthEnd::NextWorkingDay => track.nth_after(day, 1),
            MonthEnd::NextNonHoliday => {
                let mut day = day;
                while self.calendar.is_holiday(day) {
                    day = match day.checked_add(1.day()) {
                        Ok(next) => next,
                        Err(_) => return track.nth_after(day, u32::MAX),
                    };
                }
                Ok(day)
            }
        }
    }
}

/// The day before the first that may count.
fn origin(count: &Count<'_>) -> Date {
    match count.first_day {
        StartDay::Excluded => count.start,
        StartDay::Counted => count.start.yesterday().unwrap_or(count.start),
    }
}

/// The whole budget in the limit's own unit; an extension of months is counted in working days and
/// so adds nothing here.
pub(super) fn budget(budget: Budget, extension: u32) -> u32 {
    match budget {
        Budget::WorkingDays(days) => u32::from(days).saturating_add(extension),
        Budget::Months(months) => u32::from(months),
        Budget::CalendarDays { days, .. } => u32::from(days).saturating_add(extension),
    }
}
