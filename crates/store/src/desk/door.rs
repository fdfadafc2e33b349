//! What opens the door: tokens, sessions, one-time links; and declarations of conflict. Of what a
//! holder shows only the SHA-256 is kept.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, instant, sql};
use crate::Error;

/// A token or a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its id, by which it is listed and revoked.
    pub id: String,
    /// Whose.
    pub account: String,
    /// `token` or `session`.
    pub kind: String,
    /// What its holder calls it.
    pub name: String,
    /// What it may be used for: `all` or `read`, and after a colon the groups of questions it is
    /// for, where it is not for all.
    pub scope: String,
    /// From when on it opens nothing.
    pub ends_at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// The device as the browser says it.
    pub device: Option<String>,
    /// The address it was last used from.
    pub address: Option<String>,
    /// When it was last used, to the minute or so.
    pub used_at: Option<Timestamp>,
    /// When its holder last showed a factor; of a session.
    pub proved_at: Option<Timestamp>,
}

/// Keeps one.
pub fn add_credential(
    conn: &Connection,
    hash: &[u8; 32],
    credential: &Credential,
) -> Result<(), Error> {
    conn.prepare_cached(sql::CREDENTIAL_ADD)?.execute(params![
        hash,
        credential.id,
        credential.account,
        credential.kind,
        credential.name,
        credential.scope,
        credential.made_at.as_microsecond(),
        credential.ends_at.as_microsecond(),
        credential.device,
        credential.address,
        credential.used_at.map(Timestamp::as_microsecond),
        credential.proved_at.map(Timestamp::as_microsecond),
    ])?;
    Ok(())
}

/// The one of a hash.
pub fn find_credential(conn: &Connection, hash: &[u8; 32]) -> Result<Option<Credential>, Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_FIND)?;
    Ok(statement.query_row([hash], read).optional()?)
}

/// The one of an id.
pub fn credential(conn: &Connection, id: &str) -> Result<Option<Credential>, Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_ONE)?;
    Ok(statement.query_row([id], read).optional()?)
}

/// Those of an account.
pub fn credentials(conn: &Connection, account: &str) -> Result<Vec<Credential>, Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_OF_ACCOUNT)?;
    let rows = statement.query_map([account], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Credential> {
    Ok(Credential {
        id: row.get(0)?,
        account: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        scope: row.get(4)?,
        ends_at: instant(row.get(5)?),
        made_at: instant(row.get(6)?),
        device: row.get(7)?,
        address: row.get(8)?,
        used_at: row.get::<_, Option<i64>>(9)?.map(instant),
        proved_at: row.get::<_, Option<i64>>(10)?.map(instant),
    })
}

/// Notes that one is used, and from where.
pub fn used(
    conn: &Connection,
    id: &str,
    address: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_USE)?;
    statement.execute(params![now.as_microsecond(), address, id])?;
    Ok(())
}

/// Notes that the holder of a session showed a factor.
pub fn proved(conn: &Connection, id: &str, now: Timestamp) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_PROVE)?;
    statement.execute(params![now.as_microsecond(), id])?;
    Ok(())
}

/// Fails where a credential was ended meanwhile: what is done under it is not done then.
pub fn must_stand(conn: &Connection, id: &str) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_STANDS)?;
    let stands: Option<i64> = statement.query_row([id], |row| row.get(0)).optional()?;
    stands.map(|_| ()).ok_or(Error::Overtaken("whoever asks was signed out just now"))
}

/// Ends the sessions of an account but this one.
pub fn end_other_sessions(conn: &Connection, account: &str, but: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::CREDENTIAL_END_OTHERS)?.execute([account, but])?;
    Ok(())
}

/// Revokes one.
pub fn end_credential(conn: &Connection, id: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::CREDENTIAL_END)?.execute([id])?;
    Ok(())
}

/// Forgets those that ended before an instant.
pub fn forget_ended(conn: &Connection, before: Timestamp) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::CREDENTIAL_FORGET)?;
    statement.execute([before.as_microsecond()])?;
    Ok(())
}

/// Keeps a one-time link; an earlier one of the same account is void.
pub fn add_link(
    conn: &Connection,
    hash: &[u8; 32],
    account: &str,
    ends_at: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(sql::LINK_END)?.execute([account])?;
    let mut statement = conn.prepare_cached(sql::LINK_ADD)?;
    statement.execute(params![hash, account, ends_at.as_microsecond()])?;
    Ok(())
}

/// Whose link a secret's hash is of, and until when; the link stays.
pub fn find_link(conn: &Connection, hash: &[u8; 32]) -> Result<Option<(String, Timestamp)>, Error> {
    let mut statement = conn.prepare_cached(sql::LINK_FIND)?;
    let found = statement.query_row([hash], |row| Ok((row.get(0)?, instant(row.get(1)?))));
    Ok(found.optional()?)
}

/// Ends every session and token of an account.
pub fn end_all(conn: &Connection, account: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::CREDENTIAL_END_ALL)?.execute([account])?;
    Ok(())
}

/// Uses up a link: whose it was and until when it held.
pub fn take_link(conn: &Connection, hash: &[u8; 32]) -> Result<Option<(String, Timestamp)>, Error> {
    let mut statement = conn.prepare_cached(sql::LINK_TAKE)?;
    let taken = statement.query_row([hash], |row| Ok((row.get(0)?, instant(row.get(1)?))));
    Ok(taken.optional()?)
}

/// What somebody declared about a docket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// A conflict of interest.
    Conflict,
    /// None.
    NoConflict,
}

/// Keeps a declaration; a conflict is never declared away.
pub fn declare(
    conn: &Connection,
    account: &str,
    docket: &str,
    declared: Declared,
    now: Timestamp,
) -> Result<(), Error> {
    let conflict = i64::from(declared == Declared::Conflict);
    let mut statement = conn.prepare_cached(sql::DECLARATION_PUT)?;
    statement.execute(params![account, docket, conflict, now.as_microsecond()])?;
    Ok(())
}

/// Who declared what about a docket.
pub fn declarations(conn: &Connection, docket: &str) -> Result<Vec<(String, Declared)>, Error> {
    let mut statement = conn.prepare_cached(sql::DECLARATION_OF_DOCKET)?;
    let rows = statement.query_map([docket], |row| {
        let conflict: i64 = row.get(1)?;
        let declared = if conflict == 0 { Declared::NoConflict } else { Declared::Conflict };
        Ok((row.get(0)?, declared))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The dockets on which somebody declared a conflict.
pub fn conflicts(conn: &Connection, account: &str) -> Result<Vec<String>, Error> {
    let mut statement = conn.prepare_cached(sql::DECLARATION_CONFLICTS)?;
    let rows = statement.query_map([account], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
