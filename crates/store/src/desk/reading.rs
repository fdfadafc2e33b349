//! Who read what, when and for what. Rows are added and never changed.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, blob, instant, sql};
use crate::Error;

/// What the line that a reader added is sealed as.
pub(super) const NOTE: &str = "reading-note";
/// What the line of a purpose is sealed as.
pub(super) const PURPOSE_NOTE: &str = "purpose-note";

/// A reading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its number among all readings; 0 of one that is not kept yet.
    pub nth: i64,
    /// When.
    pub read_at: Timestamp,
    /// The reader's account.
    pub account: String,
    /// The reader's name at the time.
    pub name: String,
    /// The reader's organisation.
    pub organisation: String,
    /// The role that the document was read in.
    pub role: String,
    /// The review it belongs to.
    pub review: String,
    /// What it is: `docket`, `filing`, `material`, `file`, `notice`.
    pub kind: String,
    /// Which of its kind.
    pub item: String,
    /// The organisation that gave it, where one outside the record did.
    pub owner: Option<String>,
    /// What for.
    pub purpose: String,
    /// The line that the reader added; it goes with the review it is about.
    pub note: Option<String>,
    /// The emergency under which it was read.
    pub emergency: Option<String>,
}

/// Keeps a reading.
pub fn add(conn: &Connection<'_>, reading: &Reading) -> Result<(), Error> {
    let seal = |note: &String| conn.sealed(&reading.review, NOTE, &row_of(reading), note);
    let note = reading.note.as_ref().map(seal).transpose()?;
    conn.prepare_cached(sql::READING_ADD)?.execute(params![
        reading.read_at.as_microsecond(),
        reading.account,
        reading.name,
        reading.organisation,
        reading.role,
        reading.review,
        reading.kind,
        reading.item,
        reading.owner,
        reading.purpose,
        note,
        reading.emergency,
    ])?;
    Ok(())
}

/// What the note of a reading is sealed for.
fn row_of(reading: &Reading) -> String {
    let Reading { account, review, kind, item, .. } = reading;
    format!("{} {account} {review} {kind} {item}", reading.read_at.as_microsecond())
}

/// All readings, the newest first, those before a number, at most so many.
pub fn all(conn: &Connection, before: i64, most: u32) -> Result<Vec<Reading>, Error> {
    find(conn, sql::READING_OF_ALL, params![before, most])
}

/// Those of a review.
pub fn of_review(
    conn: &Connection,
    review: &str,
    before: i64,
    most: u32,
) -> Result<Vec<Reading>, Error> {
    find(conn, sql::READING_OF_REVIEW, params![before, review, most])
}

/// Those of a person, the newest first, after so many newer ones.
pub fn of_account(
    conn: &Connection,
    account: &str,
    newer: u32,
    most: u32,
) -> Result<Vec<Reading>, Error> {
    find(conn, sql::READING_OF_ACCOUNT, params![account, most, newer])
}

/// How many a person has.
pub fn count(conn: &Connection, account: &str) -> Result<u32, Error> {
    let mut statement = conn.prepare_cached(sql::READING_COUNT)?;
    Ok(statement.query_row([account], |row| row.get(0))?)
}

/// Those of what an organisation gave in a review, the newest first, at most so many.
pub fn of_owner(
    conn: &Connection,
    review: &str,
    owner: &str,
    most: u32,
) -> Result<Vec<Reading>, Error> {
    find(conn, sql::READING_OF_OWNER, params![review, owner, most])
}

fn find(
    conn: &Connection,
    statement: &str,
    with: impl rusqlite::Params,
) -> Result<Vec<Reading>, Error> {
    let mut statement = conn.prepare_cached(statement)?;
    let mut rows = statement.query(with)?;
    let mut readings = Vec::new();
    while let Some(row) = rows.next()? {
        readings.push(read(conn, row)?);
    }
    Ok(readings)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Reading, Error> {
    let mut reading = Reading {
        nth: row.get(0)?,
        read_at: instant(row.get(1)?),
        account: row.get(2)?,
        name: row.get(3)?,
        organisation: row.get(4)?,
        role: row.get(5)?,
        review: row.get(6)?,
        kind: row.get(7)?,
        item: row.get(8)?,
        owner: row.get(9)?,
        purpose: row.get(10)?,
        note: None,
        emergency: row.get(12)?,
    };
    if let Some(sealed) = blob(row, 11)? {
        reading.note = conn.opened(&reading.review, NOTE, &row_of(&reading), &sealed)?;
    }
    Ok(reading)
}

/// How many documents were read under an emergency.
pub fn of_emergency(conn: &Connection, review: &str, emergency: &str) -> Result<u32, Error> {
    let mut statement = conn.prepare_cached(sql::READING_OF_EMERGENCY)?;
    Ok(statement.query_row([review, emergency], |row| row.get(0))?)
}

/// What somebody reads a case for in one session: the purpose, and a line of his own.
pub type Purpose = (String, Option<String>);

/// Keeps what a case is read for in a session.
pub fn state_purpose(
    conn: &Connection,
    credential: &str,
    review: &str,
    purpose: &Purpose,
    now: Timestamp,
) -> Result<(), Error> {
    let (word, note) = purpose;
    let at = purpose_row(credential, review);
    let seal = |note: &String| conn.sealed(review, PURPOSE_NOTE, &at, note);
    let note = note.as_ref().map(seal).transpose()?;
    let mut statement = conn.prepare_cached(sql::PURPOSE_PUT)?;
    statement.execute(params![credential, review, word, note, now.as_microsecond()])?;
    Ok(())
}

/// What a case is read for in a session, if that was said.
pub fn purpose(
    conn: &Connection,
    credential: &str,
    review: &str,
) -> Result<Option<Purpose>, Error> {
    let mut statement = conn.prepare_cached(sql::PURPOSE_FIND)?;
    let found = statement
        .query_row([credential, review], |row| Ok((row.get(0)?, row.get::<_, Option<Vec<u8>>>(1)?)))
        .optional()?;
    let Some((word, sealed)) = found else {
        return Ok(None);
    };
    let at = purpose_row(credential, review);
    let open = |sealed: Vec<u8>| conn.opened(review, PURPOSE_NOTE, &at, &sealed);
    Ok(Some((word, sealed.map(open).transpose()?.flatten())))
}

/// What the line of a purpose is sealed for.
fn purpose_row(credential: &str, review: &str) -> String {
    format!("{credential} {review}")
}
