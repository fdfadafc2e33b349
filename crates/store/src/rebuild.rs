//! Making the projections anew from the entries.

use crate::opened::{Closed, entries};
use crate::projection::{Lists, View};
use crate::reader::streams;
use crate::vault::{LISTS, Side};
use crate::{Error, Projection, Store, Stored, StreamId, projection, sql};

/// What a rebuild did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Streams read.
    pub streams: u64,
    /// Projections written.
    pub reviews: u64,
    /// Projections that were not what they should have been; 0 unless something is wrong.
    pub corrected: u64,
}

impl Store {
    /// Throws every projection away and makes it anew with `project` (`None`: the stream is no
    /// review), in one transaction; nothing else is written meanwhile.
    pub fn rebuild(
        &self,
        project: impl Fn(&StreamId, &[Stored]) -> Option<Projection> + Send + 'static,
    ) -> Result<Rebuilt, Error> {
        self.write_with(move |batch| {
            batch.forget_lists();
            rebuild(&Lists { conn: batch.conn, vault: batch.vault }, &project)
        })
    }
}

impl Store {
    /// Sets the counter of a series to a number that is in use, if it is behind it: the next number
    /// is then one that nobody has.
    pub fn raise_number(&self, series: &str, year: i16, to: u32) -> Result<(), Error> {
        let series = series.to_owned();
        self.write_with(move |batch| batch.raise(&series, year, to))
    }
}

fn rebuild(
    lists: &Lists<'_>,
    project: &dyn Fn(&StreamId, &[Stored]) -> Option<Projection>,
) -> Result<Rebuilt, Error> {
    let Lists { conn, vault } = *lists;
    let mut rebuilt = Rebuilt::default();
    let mut views = Vec::new();
    for (key, id) in streams(conn)? {
        let view = match entries(conn, vault, Side::Writing, &id, 0, Closed::Refused) {
            Ok(entries) => project(&id, &entries),
            // What lists say of a destroyed stream can be made from nothing any more.
            Err(Error::Destroyed(_)) => shown(lists, &id)?,
            Err(error) => return Err(error),
        };
        if shown(lists, &id)? != view {
            rebuilt.corrected += 1;
        }
        rebuilt.streams += 1;
        views.extend(view.map(|view| (key, view)));
    }
    conn.execute(sql::REVIEW_CLEAR, [])?;
    conn.execute(sql::REVIEW_FOUND_CLEAR, [])?;
    for (key, view) in views {
        lists.put(key, &View::new(view))?;
        rebuilt.reviews += 1;
    }
    Ok(rebuilt)
}

/// A projection as it stands.
fn shown(lists: &Lists<'_>, stream: &StreamId) -> Result<Option<Projection>, Error> {
    let key = lists.vault.scope(lists.conn, Side::Writing, LISTS)?;
    let mut one = lists.conn.prepare_cached(sql::REVIEW_ONE)?;
    let mut rows = one.query([stream.as_str()])?;
    rows.next()?.map(|row| projection::read(row, &key)).transpose()
}
