//! What receipts need beside the record: SM3 of files kept by SHA-256, and time stamps.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{Connection, sql};
use crate::Error;

/// SM3 of the file of this SHA-256, once it was worked out.
pub fn sm3(conn: &Connection, sha256: &[u8; 32]) -> Result<Option<[u8; 32]>, Error> {
    let mut statement = conn.prepare_cached(sql::DIGEST_ONE)?;
    Ok(statement.query_row([sha256], |row| row.get(0)).optional()?)
}

/// Keeps SM3 of a file.
pub fn keep_sm3(conn: &Connection, sha256: &[u8; 32], sm3: &[u8; 32]) -> Result<(), Error> {
    conn.prepare_cached(sql::DIGEST_ADD)?.execute(params![sha256, sm3])?;
    Ok(())
}

/// A stamp that waits for the authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// SHA-256 of what is to be stamped.
    pub imprint: [u8; 32],
    /// How often the authority was asked in vain.
    pub tries: u32,
}

/// Asks for a stamp; one that was asked for already is not asked for again.
pub fn ask_stamp(conn: &Connection, imprint: &[u8; 32], now: Timestamp) -> Result<(), Error> {
    conn.prepare_cached(sql::STAMP_ASK)?.execute(params![imprint, now.as_microsecond()])?;
    Ok(())
}

/// The stamp, DER of its token, once the authority gave it.
pub fn stamp(conn: &Connection, imprint: &[u8; 32]) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = conn.prepare_cached(sql::STAMP_ONE)?;
    Ok(statement.query_row([imprint], |row| row.get(0)).optional()?)
}

/// Stamps whose turn it is to be fetched.
pub fn waiting_stamps(conn: &Connection, now: Timestamp, most: u32) -> Result<Vec<Waiting>, Error> {
    let mut statement = conn.prepare_cached(sql::STAMP_WAITING)?;
    let rows = statement.query_map(params![now.as_microsecond(), most], |row| {
        Ok(Waiting { imprint: row.get(0)?, tries: row.get(1)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many stamps have not come.
pub fn count_waiting_stamps(conn: &Connection) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(sql::STAMP_COUNT)?;
    let count: i64 = statement.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Keeps a stamp that came.
pub fn keep_stamp(
    conn: &Connection,
    imprint: &[u8; 32],
    token: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::STAMP_GOT)?;
    statement.execute(params![token, now.as_microsecond(), imprint])?;
    Ok(())
}

/// Tries again then.
pub fn stamp_later(conn: &Connection, imprint: &[u8; 32], then: Timestamp) -> Result<(), Error> {
    conn.prepare_cached(sql::STAMP_LATER)?.execute(params![then.as_microsecond(), imprint])?;
    Ok(())
}
