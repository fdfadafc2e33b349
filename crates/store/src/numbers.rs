//! The counters of numbered series, remembered by the writer and written once in a transaction; and
//! the numbers that acts on their way to it will probably take.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{Error, sql};

/// The last numbers taken, as far as they were asked for.
#[derive(Clone, Default)]
pub(crate) struct Numbers(Vec<Counter>);

#[derive(Clone)]
struct Counter {
    series: String,
    /// The Beijing year.
    year: i16,
    last: u32,
    /// Whether it went on since it was read or written.
    moved: bool,
}

impl Numbers {
    /// Takes the next number of a series. It is given back if the transaction comes to nothing:
    /// then all that is remembered is forgotten.
    pub(crate) fn take(
        &mut self,
        conn: &Connection,
        series: &str,
        year: i16,
    ) -> Result<u32, Error> {
        let counter = self.counter(conn, series, year)?;
        let past = || Error::Damaged(format!("the counter of `{series}` {year} is past its end"));
        counter.last = counter.last.checked_add(1).ok_or_else(past)?;
        counter.moved = true;
        Ok(counter.last)
    }

    /// Sets a counter to a number in use where it is behind it; never back.
    pub(crate) fn raise(
        &mut self,
        conn: &Connection,
        series: &str,
        year: i16,
        to: u32,
    ) -> Result<(), Error> {
        let counter = self.counter(conn, series, year)?;
        if counter.last < to {
            counter.last = to;
            counter.moved = true;
        }
        Ok(())
    }

    /// Writes those that went on.
    pub(crate) fn write(&mut self, conn: &Connection) -> Result<(), Error> {
        for counter in self.0.iter_mut().filter(|counter| counter.moved) {
            let mut set = conn.prepare_cached(sql::NUMBER_SET)?;
            set.execute(params![counter.series, counter.year, counter.last])?;
            counter.moved = false;
        }
        Ok(())
    }

    fn counter(
        &mut self,
        conn: &Connection,
        series: &str,
        year: i16,
    ) -> Result<&mut Counter, Error> {
        let same = |one: &Counter| one.year == year && one.series == series;
        let counter = match self.0.iter().position(same) {
            Some(at) => self.0.swap_remove(at),
            None => {
                let mut find = conn.prepare_cached(sql::NUMBER_LAST)?;
                let last = find.query_row(params![series, year], |row| row.get(0)).optional()?;
                let (series, last) = (series.to_owned(), last.unwrap_or(0));
                Counter { series, year, last, moved: false }
            }
        };
        Ok(self.0.push_mut(counter))
    }
}

/// Which number an act will take once it is its turn, as it looks before: so what holds the number
/// can be sealed on the thread that brings it. Nothing depends on it being right. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Foreseen(Arc<Mutex<Vec<Series>>>);

struct Series {
    name: String,
    year: i16,
    /// The number taken last.
    last: u32,
    /// Acts on their way for which one was foreseen.
    waiting: u32,
}

impl Foreseen {
    /// Foresees the number of an act that is handed in now. `None` where none of the series was
    /// taken since the folder was opened.
    pub(crate) fn next(&self, series: &str, year: i16) -> Option<ForeseenNumber> {
        let mut all = self.all();
        let one = find(&mut all, series, year)?;
        let number = one.last.checked_add(one.waiting)?.checked_add(1)?;
        one.waiting += 1;
        Some(ForeseenNumber { number, series: series.to_owned(), year, of: self.clone() })
    }

    /// Notes a number that was taken.
    pub(crate) fn taken(&self, series: &str, year: i16, number: u32) {
        let mut all = self.all();
        match find(&mut all, series, year) {
            Some(one) => one.last = number,
            None => {
                all.push(Series { name: series.to_owned(), year, last: number, waiting: 0 });
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Series>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find<'a>(all: &'a mut [Series], series: &str, year: i16) -> Option<&'a mut Series> {
    all.iter_mut().find(|one| one.year == year && one.name == series)
}

/// A number foreseen for an act that is on its way. Dropped when it is the act's turn.
pub(crate) struct ForeseenNumber {
    pub number: u32,
    series: String,
    year: i16,
    of: Foreseen,
}

impl Drop for ForeseenNumber {
    fn drop(&mut self) {
        if let Some(one) = find(&mut self.of.all(), &self.series, self.year) {
            one.waiting = one.waiting.saturating_sub(1);
        }
    }
}
