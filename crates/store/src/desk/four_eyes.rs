//! What takes two people: one asks, another answers, and the deed uses it up. The tables refuse an
//! answer by whoever asked, one that comes too late, and a use that nobody confirmed.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Connection, blob, instant, sql};
use crate::vault::HOUSE;
use crate::{Also, Error};

/// What its reason is sealed as.
pub(super) const BECAUSE: &str = "four-eyes";

/// Somebody with an account, as these tables name him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// The account.
    pub account: String,
    /// What its holder signs in with.
    pub login: String,
    /// The holder's name at the time.
    pub name: String,
}

/// What somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: String,
    /// What is to be done, in a word.
    pub deed: String,
    /// To what, by its id.
    pub about: String,
    /// Why.
    pub because: String,
    /// Who asked.
    pub by: Hand,
    /// When.
    pub asked_at: Timestamp,
    /// From when on it is void.
    pub ends_at: Timestamp,
    /// What was answered (`confirmed`, `refused`, `withdrawn`), by whom by name, and when.
    pub answer: Option<(String, String, Timestamp)>,
    /// When it was used up.
    pub used_at: Option<Timestamp>,
}

/// Keeps a request together with the entry that records it.
pub fn asked(request: Request) -> Also {
    Also::new(move |conn| {
        conn.prepare_cached(sql::FOUR_EYES_ADD)?.execute(params![
            request.id,
            request.deed,
            request.about,
            conn.sealed(HOUSE, BECAUSE, &request.id, &request.because)?,
            request.by.account,
            request.by.login,
            request.by.name,
            request.asked_at.as_microsecond(),
            request.ends_at.as_microsecond(),
        ])?;
        Ok(())
    })
}

/// Answers one together with the entry that records it; a second answer fails.
pub fn answered(id: &str, answer: &'static str, by: &Hand, now: Timestamp) -> Also {
    let (id, by) = (id.to_owned(), by.clone());
    Also::new(move |conn| {
        if one(conn, &id)?.is_none_or(|found| found.answer.is_some()) {
            return Err(Error::Overtaken("it was answered just now"));
        }
        let mut statement = conn.prepare_cached(sql::FOUR_EYES_ANSWER)?;
        let at = now.as_microsecond();
        statement.execute(params![id, answer, by.account, by.login, by.name, at])?;
        Ok(())
    })
}

/// Uses one up, in the transaction of the deed; one that is used, void or unconfirmed fails it.
pub fn use_up(conn: &Connection, id: &str, account: &str, now: Timestamp) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::FOUR_EYES_USE)?;
    match statement.execute(params![id, account, now.as_microsecond()]) {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(error, _))
            if error.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            Err(Error::Overtaken("what two people agreed on is used up or void"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Uses one up together with the entry that records the deed.
pub fn used(id: &str, account: &str, now: Timestamp) -> Also {
    let (id, account) = (id.to_owned(), account.to_owned());
    Also::new(move |conn| use_up(conn, &id, &account, now))
}

/// One.
pub fn one(conn: &Connection, id: &str) -> Result<Option<Request>, Error> {
    Ok(find(conn, Some(id), None)?.into_iter().next())
}

/// Those about a thing, the newest first.
pub fn about(conn: &Connection, about: &str) -> Result<Vec<Request>, Error> {
    find(conn, None, Some(about))
}

/// The newest 500.
pub fn all(conn: &Connection) -> Result<Vec<Request>, Error> {
    find(conn, None, None)
}

fn find(conn: &Connection, id: Option<&str>, about: Option<&str>) -> Result<Vec<Request>, Error> {
    let mut statement = conn.prepare_cached(sql::FOUR_EYES_FIND)?;
    let mut rows = statement.query(params![id, about])?;
    let mut requests = Vec::new();
    while let Some(row) = rows.next()? {
        requests.push(read(conn, row)?);
    }
    Ok(requests)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Request, Error> {
    let id: String = row.get(0)?;
    let sealed = blob(row, 3)?.unwrap_or_default();
    let because = conn.opened(HOUSE, BECAUSE, &id, &sealed)?;
    let (answer, by): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
    let at: Option<i64> = row.get(11)?;
    Ok(Request {
        id,
        deed: row.get(1)?,
        about: row.get(2)?,
        because: because.unwrap_or_default(),
        by: Hand { account: row.get(4)?, login: row.get(5)?, name: row.get(6)? },
        asked_at: instant(row.get(7)?),
        ends_at: instant(row.get(8)?),
        answer: answer.zip(by).zip(at).map(|((answer, by), at)| (answer, by, instant(at))),
        used_at: row.get::<_, Option<i64>>(12)?.map(instant),
    })
}
