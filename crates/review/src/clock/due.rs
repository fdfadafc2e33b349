//! The day a count ends on, and how far it has come.

use calendar::{OutOfRange, Track};
use jiff::ToSpan as _;
use jiff::civil::Date;
use law::{Budget, MonthEnd, StartDay};

use super::{Clock, Count};
use crate::count::{self, End, Tolled};
use crate::{Due, Limit, State};

impl Clock<'_> {
    pub(super) fn fill(&self, limit: &mut Limit, count: &Count<'_>, met: Option<Date>) {
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
                count::counted(track, self.origin(count.start), reached, count.tolled)
            }
            Budget::Months(_) => {
                let out = count::tolled_days(count.start, reached, count.tolled);
                let counted = reached.checked_sub(out.days()).unwrap_or(count.start);
                months_between(count.start, counted)
            }
        };
        limit.left = limit.total.saturating_sub(limit.counted);
    }

    /// The day before the first that may count (position A1).
    fn origin(&self, start: Date) -> Date {
        match self.review.positions().start_day {
            StartDay::Excluded => start,
            StartDay::Counted => start.yesterday().unwrap_or(start),
        }
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
                count::end(track, self.origin(count.start), budget, count.tolled)
            }
            Budget::Months(months) => {
                let end = count::months_on(count.start, months, count.tolled);
                match end {
                    Some(End::On(day)) => {
                        let day = self.after_rest(track, day)?;
                        if count.extension == 0 {
                            return Ok(End::On(day));
                        }
                        // What stops after the months are over stops the days added to them.
                        let later = count.tolled.iter().filter(|stretch| day <= stretch.from);
                        let later: Vec<Tolled> = later.copied().collect();
                        count::end(track, day, count.extension, &later)
                    }
                    Some(End::Stopped) => Ok(End::Stopped),
                    None => track.nth_after(count.start, u32::MAX).map(End::On),
                }
            }
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

/// The whole budget in the limit's own unit; an extension of months is counted in working days and
/// so adds nothing here.
pub(super) fn budget(budget: Budget, extension: u32) -> u32 {
    match budget {
        Budget::WorkingDays(days) => u32::from(days).saturating_add(extension),
        Budget::Months(months) => u32::from(months),
    }
}

/// Whole months from one day to another.
fn months_between(start: Date, day: Date) -> u32 {
    if day <= start {
        return 0;
    }
    let span = start.until((jiff::Unit::Month, day));
    span.map_or(0, |span| u32::try_from(span.get_months()).unwrap_or(0))
}
