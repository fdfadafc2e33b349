//! The counters of numbered series, remembered by the writer and written once in a transaction.

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
