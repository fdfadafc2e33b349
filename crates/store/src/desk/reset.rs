//! Lost factors: asked for by one person, confirmed by another.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Connection, blob, factor, instant, people, sql};
use crate::Error;
use crate::vault::HOUSE;

/// What its reason is sealed as.
const BECAUSE: &str = "factor-reset";

/// As whom somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedAs {
    /// A head of the Office.
    Head,
    /// Anybody else who may.
    Other,
}

/// A reset of somebody's factors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// Its id.
    pub id: String,
    /// Whose factors.
    pub account: String,
    /// Why.
    pub because: String,
    /// Who asked.
    pub asked_by: String,
    /// As whom.
    pub asked_as: AskedAs,
    /// When.
    pub asked_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, Timestamp)>,
}

/// Keeps one that waits.
pub fn add(conn: &Connection, reset: &Reset) -> Result<(), Error> {
    conn.prepare_cached(sql::RESET_ADD)?.execute(params![
        reset.id,
        reset.account,
        conn.sealed(HOUSE, BECAUSE, &reset.id, &reset.because)?,
        reset.asked_by,
        i64::from(reset.asked_as == AskedAs::Head),
        reset.asked_at.as_microsecond(),
    ])?;
    Ok(())
}

/// One.
pub fn one(conn: &Connection, id: &str) -> Result<Option<Reset>, Error> {
    let mut statement = conn.prepare_cached(sql::RESET_ONE)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(|row| read(conn, row)).transpose()
}

/// All, the newest first.
pub fn all(conn: &Connection) -> Result<Vec<Reset>, Error> {
    let mut statement = conn.prepare_cached(sql::RESET_ALL)?;
    let mut rows = statement.query([])?;
    let mut resets = Vec::new();
    while let Some(row) = rows.next()? {
        resets.push(read(conn, row)?);
    }
    Ok(resets)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Reset, Error> {
    let id: String = row.get(0)?;
    let sealed = blob(row, 2)?.unwrap_or_default();
    let head: i64 = row.get(4)?;
    let by: Option<String> = row.get(6)?;
    let at: Option<i64> = row.get(7)?;
    Ok(Reset {
        because: conn.opened(HOUSE, BECAUSE, &id, &sealed)?.unwrap_or_default(),
        id,
        account: row.get(1)?,
        asked_by: row.get(3)?,
        asked_as: if head == 0 { AskedAs::Other } else { AskedAs::Head },
        asked_at: instant(row.get(5)?),
        confirmed: by.zip(at.map(instant)),
    })
}

/// Confirms one: the factors are gone, and so is whatever was open under them.
pub fn confirm(conn: &Connection, reset: &Reset, by: &str, now: Timestamp) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::RESET_CONFIRM)?;
    if statement.execute(params![by, now.as_microsecond(), reset.id])? == 0 {
        return Err(Error::Overtaken("this reset was confirmed or withdrawn just now"));
    }
    factor::end_all(conn, &reset.account)?;
    people::leave(conn, &reset.account)
}

/// Withdraws one that waits.
pub fn withdraw(conn: &Connection, id: &str) -> Result<(), Error> {
    match conn.prepare_cached(sql::RESET_END)?.execute([id])? {
        0 => Err(Error::Overtaken("this reset was confirmed or withdrawn just now")),
        _ => Ok(()),
    }
}
