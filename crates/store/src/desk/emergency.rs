//! Hours in which somebody read a case that he could not see. What ends one is a row of its own.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Connection, blob, instant, sql};
use crate::vault::HOUSE;
use crate::{Also, Error};

/// What its reason is sealed as.
pub(super) const BECAUSE: &str = "emergency";

/// An hour of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// Its id.
    pub id: String,
    /// Whose account.
    pub account: String,
    /// The holder's name at the time.
    pub name: String,
    /// The role it was opened in.
    pub role: String,
    /// The case.
    pub review: String,
    /// Why.
    pub because: String,
    /// From when.
    pub began_at: Timestamp,
    /// Until when at the latest.
    pub ends_at: Timestamp,
    /// Who ended it before, by name, and when.
    pub ended: Option<(String, Timestamp)>,
}

impl Emergency {
    /// Whether it opens anything at an instant.
    pub fn runs_at(&self, now: Timestamp) -> bool {
        self.ended.is_none() && now < self.ends_at
    }
}

/// Keeps one together with the entry that records it.
pub fn begun(emergency: Emergency) -> Also {
    Also::new(move |conn| {
        conn.prepare_cached(sql::EMERGENCY_ADD)?.execute(params![
            emergency.id,
            emergency.account,
            emergency.name,
            emergency.role,
            emergency.review,
            conn.sealed(HOUSE, BECAUSE, &emergency.id, &emergency.because)?,
            emergency.began_at.as_microsecond(),
            emergency.ends_at.as_microsecond(),
        ])?;
        Ok(())
    })
}

/// Ends one together with the entry that records it; a second end fails.
pub fn ended(id: &str, account: &str, name: &str, now: Timestamp) -> Also {
    let (id, account, name) = (id.to_owned(), account.to_owned(), name.to_owned());
    Also::new(move |conn| {
        if one(conn, &id)?.is_none_or(|found| found.ended.is_some()) {
            return Err(Error::Overtaken("the emergency was ended just now"));
        }
        let mut statement = conn.prepare_cached(sql::EMERGENCY_END)?;
        statement.execute(params![id, account, name, now.as_microsecond()])?;
        Ok(())
    })
}

/// One.
pub fn one(conn: &Connection, id: &str) -> Result<Option<Emergency>, Error> {
    Ok(find(conn, Some(id), None)?.into_iter().next())
}

/// The newest 500.
pub fn all(conn: &Connection) -> Result<Vec<Emergency>, Error> {
    find(conn, None, None)
}

/// Those whose hour is not over at an instant, ended or not.
pub fn running(conn: &Connection, now: Timestamp) -> Result<Vec<Emergency>, Error> {
    find(conn, None, Some(now))
}

fn find(
    conn: &Connection,
    id: Option<&str>,
    ending_after: Option<Timestamp>,
) -> Result<Vec<Emergency>, Error> {
    let mut statement = conn.prepare_cached(sql::EMERGENCY_FIND)?;
    let mut rows = statement.query(params![id, ending_after.map(Timestamp::as_microsecond)])?;
    let mut emergencies = Vec::new();
    while let Some(row) = rows.next()? {
        emergencies.push(read(conn, row)?);
    }
    Ok(emergencies)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Emergency, Error> {
    let id: String = row.get(0)?;
    let sealed = blob(row, 5)?.unwrap_or_default();
    let because = conn.opened(HOUSE, BECAUSE, &id, &sealed)?;
    let by: Option<String> = row.get(8)?;
    let at: Option<i64> = row.get(9)?;
    Ok(Emergency {
        id,
        account: row.get(1)?,
        name: row.get(2)?,
        role: row.get(3)?,
        review: row.get(4)?,
        because: because.unwrap_or_default(),
        began_at: instant(row.get(6)?),
        ends_at: instant(row.get(7)?),
        ended: by.zip(at.map(instant)),
    })
}
