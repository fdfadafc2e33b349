//! What is no record: accounts, tokens, drafts, uploads. Beside the record in the same database, so
//! that both can change in one transaction ([`crate::Also`]).

pub mod door;
pub mod emergency;
pub mod factor;
pub mod file;
pub mod filing;
pub mod four_eyes;
pub(crate) mod free_texts;
pub mod identity;
pub mod looked;
pub mod paper;
pub mod people;
pub mod reading;
pub mod receipt;
pub mod reset;
pub mod setting;
mod sql;
pub mod tie;

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use seal::Key;

use crate::batch::Batch;
use crate::projection::View;
use crate::vault::{Place, Side, Vault, open_text};

use crate::{Also, Error, Projection, Reader, Store, StreamId};

/// Tables of folder format 1.
pub(crate) const SCHEMA_1: &str = sql::SCHEMA_1;
/// What folder format 2 adds.
pub(crate) const SCHEMA_2: &str = sql::SCHEMA_2;
/// What receipts and time stamps add.
pub(crate) const SCHEMA_RECEIPTS: &str = sql::SCHEMA_RECEIPTS;

pub(crate) use sql::{
    DOCUMENT_ALL, DOCUMENT_OF_SCOPE, FILE_PLAIN, FILE_SEALED_ADD, FILING_PLAIN, FILING_SEALED_ADD,
    LOOKED_FORGET, LOOKED_FORGET_ONE, MATERIAL_PLAIN, MATERIAL_SEALED_ADD, SCHEMA_4, SCHEMA_4_END,
    SCHEMA_DESTROYING, SETTING_GET, SETTING_PUT,
};

/// A connection, and what opens the content that stands in it.
pub struct Connection<'a> {
    conn: &'a rusqlite::Connection,
    vault: &'a Vault,
    side: Side,
}

impl Deref for Connection<'_> {
    type Target = rusqlite::Connection;

    fn deref(&self) -> &rusqlite::Connection {
        self.conn
    }
}

impl<'a> Connection<'a> {
    /// The writer's.
    pub(crate) fn writing(conn: &'a rusqlite::Connection, vault: &'a Vault) -> Connection<'a> {
        Connection { conn, vault, side: Side::Writing }
    }

    /// The key of a scope that must be there.
    pub(crate) fn key(&self, scope: &str) -> Result<Arc<Key>, Error> {
        self.vault.scope(self.conn, self.side, scope)
    }

    /// Seals a text of a row.
    fn seal(&self, key: &Key, column: &'static str, row: &str, text: &str) -> Vec<u8> {
        self.vault.seal(key, &Place::Column(column, row), text.as_bytes())
    }

    /// Seals a text under its scope for a place.
    pub(crate) fn seal_at(
        &self,
        scope: &str,
        place: &Place<'_>,
        text: &str,
    ) -> Result<Vec<u8>, Error> {
        Ok(self.vault.seal(&*self.key(scope)?, place, text.as_bytes()))
    }

    /// Seals a text of a row under its scope.
    fn sealed(
        &self,
        scope: &str,
        column: &'static str,
        row: &str,
        text: &str,
    ) -> Result<Vec<u8>, Error> {
        Ok(self.seal(&*self.key(scope)?, column, row, text))
    }

    /// A text of a row; `None` where it was destroyed with its scope.
    fn opened(
        &self,
        scope: &str,
        column: &'static str,
        row: &str,
        sealed: &[u8],
    ) -> Result<Option<String>, Error> {
        match self.key(scope) {
            Err(Error::Destroyed(_)) => Ok(None),
            key => open_text(&*key?, &Place::Column(column, row), sealed).map(Some),
        }
    }
}

/// Bytes of a column; `None` where it is NULL.
fn blob(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<Vec<u8>>, Error> {
    Ok(row.get(column)?)
}
/// Readings, emergencies, four eyes, declarations with their links.
pub(crate) const SCHEMA_READINGS: &str = sql::SCHEMA_READINGS;
/// Looks at what came in.
pub(crate) const SCHEMA_LOOKED: &str = sql::SCHEMA_LOOKED;
/// By what people come in besides a password.
pub(crate) const SCHEMA_ENTRANCE: &str = sql::SCHEMA_ENTRANCE;

/// The instant of a number of microseconds; the epoch where the number is out of all time.
pub(crate) fn instant(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}

fn with_vault<T>(
    mut change: impl FnMut(&Connection<'_>) -> Result<T, Error> + Send + 'static,
) -> impl FnMut(&mut Batch<'_>) -> Result<T, Error> + Send + 'static {
    move |batch| change(&batch.desk())
}

/// A change of what is kept beside the record, made together with an append: both or none.
pub fn together(change: impl Fn(&Connection) -> Result<(), Error> + Send + 'static) -> Also {
    Also::new(change)
}

impl Reader {
    /// Asks what is kept beside the record.
    pub fn desk<T>(
        &self,
        query: impl FnOnce(&Connection<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let vault = self.vault();
        self.read(|conn| query(&Connection { conn, vault, side: Side::Reading }))
    }
}

impl Store {
    /// Changes what is kept beside the record; `done` is told the outcome on the writer's thread,
    /// once it is durable. If `change` fails, all it did is undone. It may be asked again after its
    /// transaction was rolled back for a neighbour's sake.
    pub fn desk_then<T: Send + 'static>(
        &self,
        change: impl FnMut(&Connection<'_>) -> Result<T, Error> + Send + 'static,
        done: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        self.write_then(with_vault(change), done);
    }

    /// The same, waiting for the outcome.
    pub fn desk_blocking<T: Send + 'static>(
        &self,
        change: impl FnMut(&Connection<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.write_with(with_vault(change))
    }

    /// Writes the row of a review anew where what it is computed from besides its entries changed.
    /// A row of another length of its stream is left alone: whoever appended knows better.
    pub fn reproject_then(
        &self,
        stream: &StreamId,
        projection: Projection,
        done: impl FnOnce(Result<(), Error>) + Send + 'static,
    ) {
        let (stream, position) = (stream.clone(), projection.position);
        let view = View::new(projection);
        self.write_then(
            move |batch: &mut Batch<'_>| {
                let mut find = batch.conn.prepare_cached(crate::sql::STREAM_FIND)?;
                let found = find.query_row([stream.as_str()], |row| Ok((row.get(0)?, row.get(1)?)));
                let (key, length): (i64, u32) = found?;
                if length == position {
                    batch.replace(key, &view)?;
                }
                Ok(())
            },
            done,
        );
    }
}
