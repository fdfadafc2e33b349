//! The second tree, over the leaves that were there before it.

use ledger::{Algorithm, Hash};
use rusqlite::{Connection, Row, params};

use crate::growing::Growing;
use crate::leaves::{Leaves, data, unsigned};
use crate::{Error, sql};

/// Entries read at once.
const AT_ONCE: i64 = 1024;

/// Gives every entry its leaf under SM3 and keeps the roots of that tree. What SHA-256 says of the
/// entries is not touched: an entry that was altered before gets the leaf of what it is now, and
/// its other leaf goes on saying so.
pub(crate) fn plant(conn: &Connection) -> Result<(), Error> {
    let mut tree = Growing::new(Algorithm::Sm3);
    let mut next = 1;
    loop {
        let page = page(conn, next, next + AT_ONCE)?;
        if page.is_empty() {
            // A record with a hole goes on behind it.
            let size = Leaves::of(Algorithm::Sha256, conn).size()?;
            match unsigned(next)? <= size {
                true => next += AT_ONCE,
                false => return Ok(()),
            }
            continue;
        }
        for (seq, data) in &page {
            let leaf = Algorithm::Sm3.leaf(data);
            conn.prepare_cached(sql::LEAF_SET_SM3)?.execute(params![leaf.as_bytes(), seq])?;
            tree.grow(leaf, conn, sql::SUBTREE_APPEND_SM3)?;
        }
        next += AT_ONCE;
    }
}

/// The leaf data of the entries from a number on, up to another, with their numbers.
pub(crate) fn page(conn: &Connection, from: i64, to: i64) -> Result<Vec<(i64, Vec<u8>)>, Error> {
    let mut query = conn.prepare_cached(sql::ENTRY_PAGE)?;
    let mut rows = query.query([from, to])?;
    let mut page = Vec::new();
    while let Some(row) = rows.next()? {
        page.push((row.get(0)?, of_row(row)?));
    }
    Ok(page)
}

fn of_row(row: &Row<'_>) -> Result<Vec<u8>, Error> {
    let stream: String = row.get(1)?;
    let content = Hash::from(row.get::<_, [u8; 32]>(4)?);
    Ok(data(&content, row.get(2)?, row.get(3)?, &stream))
}
