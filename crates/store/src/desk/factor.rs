//! Factors besides a password: one-time passwords, recovery codes, passkeys. What of them is secret
//! comes here under the office's key or as a hash; this crate opens neither.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, instant, sql};
use crate::Error;

/// One-time passwords of an account (RFC 6238).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totp {
    /// The secret, under the office's key.
    pub secret: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Since when it is in use; `None` until its holder showed a code of it.
    pub confirmed_at: Option<Timestamp>,
    /// The last time step of which a code was taken, counted from 1970 in 30 seconds.
    pub last_step: u64,
    /// When one was last taken.
    pub used_at: Option<Timestamp>,
}

/// Keeps one that waits for its confirmation; fails where one is in use.
pub fn put_totp(
    conn: &Connection,
    account: &str,
    secret: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    let mut statement = conn.prepare_cached(sql::TOTP_PUT)?;
    match statement.execute(params![account, secret, now.as_microsecond()])? {
        0 => Err(Error::Overtaken("one-time passwords are in use already")),
        _ => Ok(()),
    }
}

/// The one of an account.
pub fn totp(conn: &Connection, account: &str) -> Result<Option<Totp>, Error> {
    let mut statement = conn.prepare_cached(sql::TOTP_ONE)?;
    let found = statement.query_row([account], |row| {
        let step: i64 = row.get(3)?;
        Ok(Totp {
            secret: row.get(0)?,
            made_at: instant(row.get(1)?),
            confirmed_at: row.get::<_, Option<i64>>(2)?.map(instant),
            last_step: u64::try_from(step).unwrap_or(u64::MAX),
            used_at: row.get::<_, Option<i64>>(4)?.map(instant),
        })
    });
    Ok(found.optional()?)
}

/// Whether a code was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was.
    Now,
    /// It, or a later one, was taken before.
    Before,
}

fn taken(rows: usize) -> Taken {
    if rows == 0 { Taken::Before } else { Taken::Now }
}

/// Puts one-time passwords in use; the step of the code that was shown is used up.
pub fn confirm_totp(
    conn: &Connection,
    account: &str,
    step: u64,
    now: Timestamp,
) -> Result<Taken, Error> {
    let mut statement = conn.prepare_cached(sql::TOTP_CONFIRM)?;
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(taken(statement.execute(params![now.as_microsecond(), step, account])?))
}

/// Takes the code of a time step. The step must be later than the last one taken.
pub fn use_totp(
    conn: &Connection,
    account: &str,
    step: u64,
    now: Timestamp,
) -> Result<Taken, Error> {
    let mut statement = conn.prepare_cached(sql::TOTP_USE)?;
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(taken(statement.execute(params![step, now.as_microsecond(), account])?))
}

/// Ends one-time passwords.
pub fn end_totp(conn: &Connection, account: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::TOTP_END)?.execute([account])?;
    Ok(())
}

/// Keeps the hashes of new recovery codes; earlier ones are void.
pub fn put_recovery(conn: &Connection, account: &str, hashes: &[[u8; 32]]) -> Result<(), Error> {
    conn.prepare_cached(sql::RECOVERY_END)?.execute([account])?;
    let mut add = conn.prepare_cached(sql::RECOVERY_ADD)?;
    for hash in hashes {
        add.execute(params![account, hash])?;
    }
    Ok(())
}

/// Uses a recovery code up.
pub fn use_recovery(conn: &Connection, account: &str, hash: &[u8; 32]) -> Result<Taken, Error> {
    let mut statement = conn.prepare_cached(sql::RECOVERY_USE)?;
    Ok(taken(statement.execute(params![account, hash])?))
}

/// How many recovery codes are left.
pub fn recovery_left(conn: &Connection, account: &str) -> Result<u32, Error> {
    let mut statement = conn.prepare_cached(sql::RECOVERY_LEFT)?;
    Ok(statement.query_row([account], |row| row.get(0))?)
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id here.
    pub id: String,
    /// Whose.
    pub account: String,
    /// What its holder calls it.
    pub name: String,
    /// Its public key and counter, JSON.
    pub passkey: String,
    /// When it was registered.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// Keeps one; `credential` is the id its authenticator gave it, which no other has.
pub fn add_passkey(conn: &Connection, credential: &[u8], passkey: &Passkey) -> Result<(), Error> {
    conn.prepare_cached(sql::PASSKEY_ADD)?.execute(params![
        passkey.id,
        passkey.account,
        credential,
        passkey.name,
        passkey.passkey,
        passkey.made_at.as_microsecond(),
    ])?;
    Ok(())
}

/// Those of an account.
pub fn passkeys(conn: &Connection, account: &str) -> Result<Vec<Passkey>, Error> {
    let mut statement = conn.prepare_cached(sql::PASSKEY_OF_ACCOUNT)?;
    let rows = statement.query_map([account], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The one an authenticator calls by an id.
pub fn passkey(conn: &Connection, credential: &[u8]) -> Result<Option<Passkey>, Error> {
    let mut statement = conn.prepare_cached(sql::PASSKEY_BY_CREDENTIAL)?;
    Ok(statement.query_row([credential], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Passkey> {
    Ok(Passkey {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        passkey: row.get(3)?,
        made_at: instant(row.get(4)?),
        used_at: row.get::<_, Option<i64>>(5)?.map(instant),
    })
}

/// Notes that a passkey was used: as it is from now on, if it still is as it was read.
pub fn use_passkey(
    conn: &Connection,
    was: &Passkey,
    next: &str,
    now: Timestamp,
) -> Result<Taken, Error> {
    let mut statement = conn.prepare_cached(sql::PASSKEY_USE)?;
    let rows = statement.execute(params![next, now.as_microsecond(), was.id, was.passkey])?;
    Ok(taken(rows))
}

/// Removes one of an account.
pub fn end_passkey(conn: &Connection, account: &str, id: &str) -> Result<Taken, Error> {
    Ok(taken(conn.prepare_cached(sql::PASSKEY_END)?.execute([account, id])?))
}

/// Removes every factor of an account but its password.
pub fn end_all(conn: &Connection, account: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::TOTP_END)?.execute([account])?;
    conn.prepare_cached(sql::RECOVERY_END)?.execute([account])?;
    conn.prepare_cached(sql::PASSKEY_END_ALL)?.execute([account])?;
    Ok(())
}
