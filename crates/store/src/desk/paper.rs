//! Holiday notices that wait for a second person, and answers given to repeated requests.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, instant, sql};
use crate::vault::{ANSWERS, Place, open_text};
use crate::{Also, Error};

/// A State Council notice of holidays brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayNotice {
    /// Its id.
    pub id: String,
    /// The calendar file.
    pub toml: String,
    /// Who brought it in.
    pub imported_by: String,
    /// When.
    pub imported_at: Timestamp,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, Timestamp)>,
}

/// Keeps one that waits.
pub fn add_notice(conn: &Connection, notice: &HolidayNotice) -> Result<(), Error> {
    conn.prepare_cached(sql::NOTICE_ADD)?.execute(params![
        notice.id,
        notice.toml,
        notice.imported_by,
        notice.imported_at.as_microsecond(),
    ])?;
    Ok(())
}

/// One.
pub fn notice(conn: &Connection, id: &str) -> Result<Option<HolidayNotice>, Error> {
    let mut statement = conn.prepare_cached(sql::NOTICE_ONE)?;
    Ok(statement.query_row([id], read).optional()?)
}

/// All, in the order they came.
pub fn notices(conn: &Connection) -> Result<Vec<HolidayNotice>, Error> {
    let mut statement = conn.prepare_cached(sql::NOTICE_ALL)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<HolidayNotice> {
    let by: Option<String> = row.get(4)?;
    let at: Option<i64> = row.get(5)?;
    Ok(HolidayNotice {
        id: row.get(0)?,
        toml: row.get(1)?,
        imported_by: row.get(2)?,
        imported_at: instant(row.get(3)?),
        confirmed: by.zip(at.map(instant)),
    })
}

/// What was answered to a request under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// SHA-256 of the request.
    pub request: [u8; 32],
    /// The status answered.
    pub status: u16,
    /// The body answered, JSON.
    pub body: String,
}

/// The answer given to a key of an account.
pub fn answered(
    conn: &super::Connection<'_>,
    account: &str,
    key: &str,
) -> Result<Option<Answered>, Error> {
    let mut statement = conn.prepare_cached(sql::ANSWERED_FIND)?;
    let mut rows = statement.query([account, key])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let place = row_of(account, key);
    let body = open_text(&*conn.key(ANSWERS)?, &Place::Column("body", &place), sealed)?;
    Ok(Some(Answered { request: row.get(0)?, status: row.get(1)?, body }))
}

/// What an answer is sealed for.
fn row_of(account: &str, key: &str) -> String {
    format!("{account} {key}")
}

/// Keeps an answer.
pub fn add_answered(
    conn: &super::Connection<'_>,
    account: &str,
    key: &str,
    answered: &Answered,
    now: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(sql::ANSWERED_ADD)?.execute(params![
        account,
        key,
        answered.request,
        answered.status,
        conn.seal(&*conn.key(ANSWERS)?, "body", &row_of(account, key), &answered.body),
        now.as_microsecond(),
    ])?;
    Ok(())
}

/// Forgets the answers given before an instant.
pub fn forget_answered(conn: &Connection, before: Timestamp) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::ANSWERED_FORGET)?;
    statement.execute([before.as_microsecond()])?;
    Ok(())
}

/// Forgets the answers that name one of these: a docket, a filing, a document by its hash.
pub(crate) fn forget_naming(conn: &super::Connection<'_>, names: &[String]) -> Result<(), Error> {
    let key = conn.key(ANSWERS)?;
    let mut all = conn.prepare_cached(sql::ANSWERED_ALL)?;
    let mut rows = all.query([])?;
    let mut naming: Vec<(String, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (account, mark): (String, String) = (row.get(0)?, row.get(1)?);
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let body = open_text(&key, &Place::Column("body", &row_of(&account, &mark)), sealed)?;
        if names.iter().any(|name| body.contains(name.as_str())) {
            naming.push((account, mark));
        }
    }
    for (account, mark) in naming {
        conn.prepare_cached(sql::ANSWERED_DELETE)?.execute([account, mark])?;
    }
    Ok(())
}

/// Confirms a notice together with the append that records it; a second confirmation fails.
pub fn confirmed(id: &str, by: &str, now: Timestamp) -> Also {
    let (id, by) = (id.to_owned(), by.to_owned());
    Also::new(move |conn| {
        let mut statement = conn.prepare_cached(sql::NOTICE_CONFIRM)?;
        match statement.execute(params![by, now.as_microsecond(), id])? {
            0 => Err(Error::Overtaken("the notice was confirmed just now")),
            _ => Ok(()),
        }
    })
}
