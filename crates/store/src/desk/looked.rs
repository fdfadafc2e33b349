//! What was found when a content of a filing or a docket was looked at, by its hash.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, instant, sql};
use crate::Error;

/// What a scanner for malware said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// There is no scanner here.
    Off,
    /// It is still to be scanned: the scanner was away.
    Waiting,
    /// Nothing was found.
    Clean,
    /// Something was: what the scanner calls it.
    Found(String),
}

impl Scan {
    fn words(&self) -> (&'static str, Option<&str>) {
        match self {
            Scan::Off => ("off", None),
            Scan::Waiting => ("waiting", None),
            Scan::Clean => ("clean", None),
            Scan::Found(name) => ("found", Some(name)),
        }
    }
}

/// A look at a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The filing or the docket it is of.
    pub scope: String,
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// What a scanner said.
    pub scan: Scan,
    /// What could not be looked into, as words.
    pub unread: Vec<String>,
    /// When.
    pub at: Timestamp,
}

/// Notes a look.
pub fn put(conn: &Connection, looked: &Looked) -> Result<(), Error> {
    let (scan, found) = looked.scan.words();
    let (unread, at) = (looked.unread.join(" "), looked.at.as_microsecond());
    conn.prepare_cached(sql::LOOKED_PUT)?.execute(params![
        looked.scope,
        looked.hash,
        scan,
        found,
        unread,
        at
    ])?;
    Ok(())
}

/// The last look at a content; `None` where it was never looked at.
pub fn of(conn: &Connection, scope: &str, hash: &[u8; 32]) -> Result<Option<Looked>, Error> {
    let mut statement = conn.prepare_cached(sql::LOOKED_ONE)?;
    Ok(statement.query_row(params![scope, hash], read).optional()?)
}

/// Contents still to be scanned, the longest waiting first.
pub fn waiting(conn: &Connection, most: u32) -> Result<Vec<Looked>, Error> {
    let mut statement = conn.prepare_cached(sql::LOOKED_WAITING)?;
    let rows = statement.query_map([most], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes what a scanner said of a content that waited.
pub fn scanned(
    conn: &Connection,
    waiting: &Looked,
    scan: &Scan,
    at: Timestamp,
) -> Result<(), Error> {
    let (scan, found) = scan.words();
    let at = at.as_microsecond();
    let mut statement = conn.prepare_cached(sql::LOOKED_SCANNED)?;
    statement.execute(params![scan, found, at, waiting.scope, waiting.hash])?;
    Ok(())
}

/// How many contents stand so with the scanner.
pub fn count(conn: &Connection, scan: &Scan) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(sql::LOOKED_COUNT)?;
    let count: i64 = statement.query_row([scan.words().0], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Looked> {
    let (scan, found): (String, Option<String>) = (row.get(2)?, row.get(3)?);
    let unread: String = row.get(4)?;
    Ok(Looked {
        scope: row.get(0)?,
        hash: row.get(1)?,
        scan: match scan.as_str() {
            "clean" => Scan::Clean,
            "waiting" => Scan::Waiting,
            "found" => Scan::Found(found.unwrap_or_default()),
            _ => Scan::Off,
        },
        unread: unread.split_whitespace().map(str::to_owned).collect(),
        at: instant(row.get(5)?),
    })
}
