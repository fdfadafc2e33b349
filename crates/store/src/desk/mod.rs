//! What is no record: accounts, tokens, drafts, uploads. Beside the record in the same database, so
//! that both can change in one transaction ([`crate::Also`]).

pub mod door;
pub mod factor;
pub mod file;
pub mod filing;
pub mod identity;
pub mod paper;
pub mod people;
pub mod reset;
mod sql;

use jiff::Timestamp;
pub use rusqlite::Connection;

use crate::{Also, Error, Projection, Reader, Store, StreamId};

/// Tables of folder format 1.
pub(crate) const SCHEMA_1: &str = sql::SCHEMA_1;
/// What folder format 2 adds.
pub(crate) const SCHEMA_2: &str = sql::SCHEMA_2;
/// What folder format 4 adds.
pub(crate) const SCHEMA_4: &str = sql::SCHEMA_4;

/// The instant of a number of microseconds; the epoch where the number is out of all time.
pub(crate) fn instant(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}

/// A change of what is kept beside the record, made together with an append: both or none.
pub fn together(change: impl Fn(&Connection) -> Result<(), Error> + Send + 'static) -> Also {
    Also(Box::new(change))
}

impl Reader {
    /// Asks what is kept beside the record.
    pub fn desk<T>(&self, query: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        self.read(query)
    }
}

impl Store {
    /// Changes what is kept beside the record; `done` is told the outcome on the writer's thread,
    /// once it is durable. If `change` fails, all it did is undone. It may be asked again after its
    /// transaction was rolled back for a neighbour's sake.
    pub fn desk_then<T: Send + 'static>(
        &self,
        change: impl FnMut(&Connection) -> Result<T, Error> + Send + 'static,
        done: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        self.write_then(change, done);
    }

    /// The same, waiting for the outcome.
    pub fn desk_blocking<T: Send + 'static>(
        &self,
        change: impl FnMut(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.write(change)
    }

    /// Writes the row of a review anew where what it is computed from besides its entries changed.
    /// A row of another length of its stream is left alone: whoever appended knows better.
    pub fn reproject_then(
        &self,
        stream: &StreamId,
        projection: Projection,
        done: impl FnOnce(Result<(), Error>) + Send + 'static,
    ) {
        let stream = stream.clone();
        self.write_then(
            move |conn| {
                let mut find = conn.prepare_cached(crate::sql::STREAM_FIND)?;
                let found = find.query_row([stream.as_str()], |row| Ok((row.get(0)?, row.get(1)?)));
                let (key, length): (i64, u32) = found?;
                if length == projection.position {
                    crate::projection::put(conn, key, &projection)?;
                }
                Ok(())
            },
            done,
        );
    }
}
