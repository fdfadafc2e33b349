//! What may tie a person to a party, as far as the record knows; and what people declared about a
//! docket, with the links that were shown to them.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::people::Organisation;
use super::{Connection, blob, instant, sql};
use crate::Error;

/// What the reason of a declaration is sealed as.
pub(super) const BECAUSE: &str = "declaration";

/// An organisation where somebody is or was at home, and one role held from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The account: the person's own, or another of the same name.
    pub account: String,
    /// Where it is at home.
    pub organisation: Organisation,
    /// The role, with its first and last day (ISO 8601, Beijing); `None` of an account without.
    pub role: Option<(String, String, Option<String>)>,
    /// Whose mandate it is, for counsel.
    pub on_behalf_of: Option<String>,
}

/// Where the holder of an account is or was at home, by that account and by those of the same name.
pub fn ties(conn: &Connection, account: &str) -> Result<Vec<Tie>, Error> {
    let mut statement = conn.prepare_cached(sql::TIE_OF_ACCOUNT)?;
    let rows = statement.query_map([account], |row| {
        let (role, from): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
        let until: Option<String> = row.get(7)?;
        Ok(Tie {
            account: row.get(0)?,
            organisation: Organisation {
                id: row.get(1)?,
                kind: row.get(2)?,
                body: row.get(3)?,
                name: row.get(4)?,
            },
            role: role.zip(from).map(|(role, from)| (role, from, until)),
            on_behalf_of: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A mandate: the party's organisation, its first and its last day.
pub type Mandate = (String, String, Option<String>);

/// The mandates that the people of a law firm held.
pub fn mandates(conn: &Connection, firm: &str) -> Result<Vec<Mandate>, Error> {
    let mut statement = conn.prepare_cached(sql::MANDATE_OF_FIRM)?;
    let rows = statement.query_map([firm], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What somebody declared about a docket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub account: String,
    /// By name, at the time.
    pub name: String,
    /// About which docket.
    pub docket: String,
    /// Whether a conflict was declared.
    pub conflict: bool,
    /// Why there is none in spite of the links; it goes with the docket it is about.
    pub because: Option<String>,
    /// The links that the record knew of, JSON.
    pub links: String,
    /// When.
    pub said_at: Timestamp,
}

/// Keeps what was declared.
pub fn say(conn: &Connection<'_>, said: &Said) -> Result<(), Error> {
    let seal = |because: &String| conn.sealed(&said.docket, BECAUSE, &row_of(said), because);
    let because = said.because.as_ref().map(seal).transpose()?;
    conn.prepare_cached(sql::DECLARATION_SAID_ADD)?.execute(params![
        said.account,
        said.name,
        said.docket,
        i64::from(said.conflict),
        because,
        said.links,
        said.said_at.as_microsecond(),
    ])?;
    Ok(())
}

/// What the reason of a declaration is sealed for.
fn row_of(said: &Said) -> String {
    format!("{} {} {}", said.account, said.docket, said.said_at.as_microsecond())
}

/// What was declared about a docket, in order.
pub fn said(conn: &Connection, docket: &str) -> Result<Vec<Said>, Error> {
    all_said(conn, sql::DECLARATION_SAID_OF_DOCKET, [docket])
}

/// Declarations of no conflict in spite of a link since an instant, the newest first, at most 100.
pub fn said_in_spite(conn: &Connection, since: Timestamp) -> Result<Vec<Said>, Error> {
    all_said(conn, sql::DECLARATION_SAID_LINKED, [since.as_microsecond()])
}

fn all_said(
    conn: &Connection<'_>,
    statement: &str,
    with: impl rusqlite::Params,
) -> Result<Vec<Said>, Error> {
    let mut statement = conn.prepare_cached(statement)?;
    let mut rows = statement.query(with)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(conn, row)?);
    }
    Ok(all)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Said, Error> {
    let conflict: i64 = row.get(3)?;
    let mut said = Said {
        account: row.get(0)?,
        name: row.get(1)?,
        docket: row.get(2)?,
        conflict: conflict != 0,
        because: None,
        links: row.get(5)?,
        said_at: instant(row.get(6)?),
    };
    if let Some(sealed) = blob(row, 4)? {
        said.because = conn.opened(&said.docket, BECAUSE, &row_of(&said), &sealed)?;
    }
    Ok(said)
}
