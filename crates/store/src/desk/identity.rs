//! Who an account's holder is elsewhere: the subject of an issuer that vouches for people, or the
//! holder of a certificate. Bound by somebody who may let the holder in, never by a name.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, instant, sql};
use crate::Error;

/// An identity bound to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its id here.
    pub id: String,
    /// Whose.
    pub account: String,
    /// `oidc` or `certificate`.
    pub kind: String,
    /// Who vouches for it; empty for one certificate that is known by its fingerprint.
    pub issuer: String,
    /// Whom the issuer knows; of a certificate its subject, or its SHA-256 fingerprint.
    pub subject: String,
    /// When it was bound.
    pub bound_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// Binds one. Fails where it is bound already, to whomever.
pub fn bind(conn: &Connection, identity: &Identity, by: Option<&str>) -> Result<(), Error> {
    if find(conn, &identity.kind, &identity.issuer, &identity.subject)?.is_some() {
        return Err(Error::Overtaken("this identity is bound already"));
    }
    conn.prepare_cached(sql::IDENTITY_ADD)?.execute(params![
        identity.id,
        identity.account,
        identity.kind,
        identity.issuer,
        identity.subject,
        by,
        identity.bound_at.as_microsecond(),
    ])?;
    Ok(())
}

/// The one of an issuer's subject.
pub fn find(
    conn: &Connection,
    kind: &str,
    issuer: &str,
    subject: &str,
) -> Result<Option<Identity>, Error> {
    let mut statement = conn.prepare_cached(sql::IDENTITY_FIND)?;
    Ok(statement.query_row([kind, issuer, subject], read).optional()?)
}

/// Those of an account.
pub fn of_account(conn: &Connection, account: &str) -> Result<Vec<Identity>, Error> {
    let mut statement = conn.prepare_cached(sql::IDENTITY_OF_ACCOUNT)?;
    let rows = statement.query_map([account], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Identity> {
    Ok(Identity {
        id: row.get(0)?,
        account: row.get(1)?,
        kind: row.get(2)?,
        issuer: row.get(3)?,
        subject: row.get(4)?,
        bound_at: instant(row.get(5)?),
        used_at: row.get::<_, Option<i64>>(6)?.map(instant),
    })
}

/// Notes that one was used.
pub fn used(conn: &Connection, id: &str, now: Timestamp) -> Result<(), Error> {
    conn.prepare_cached(sql::IDENTITY_USE)?.execute(params![now.as_microsecond(), id])?;
    Ok(())
}

/// Unbinds one of an account.
pub fn unbind(conn: &Connection, account: &str, id: &str) -> Result<(), Error> {
    match conn.prepare_cached(sql::IDENTITY_END)?.execute([account, id])? {
        0 => Err(Error::Overtaken("this identity was unbound just now")),
        _ => Ok(()),
    }
}
