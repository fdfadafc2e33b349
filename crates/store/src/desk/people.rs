//! Organisations, accounts, roles with their days.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Connection, sql};
use crate::Error;

/// An organisation people belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// What it is, `member-unit`.
    pub kind: String,
    /// The body it is in a docket, `miit`.
    pub body: Option<String>,
    /// Its name.
    pub name: String,
}

/// Whether an account's holder may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// With a password.
    Open,
    /// Not yet: no password is set.
    NoPassword,
    /// Locked by an administrator.
    Locked,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// What its holder signs in with.
    pub login: String,
    /// The holder's name.
    pub name: String,
    /// Whether the holder may come in.
    pub door: Door,
    /// Where the holder belongs.
    pub organisation: Organisation,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: String,
    /// What its holder signs in with.
    pub login: String,
    /// The holder's name.
    pub name: String,
    /// Organisation's id.
    pub organisation: String,
}

/// A role with its days, ISO 8601, Beijing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// The role's word.
    pub role: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: Option<String>,
    /// The party whose mandate it is, for counsel.
    pub on_behalf_of: Option<String>,
}

/// A setting of the office.
pub fn setting(conn: &Connection, name: &str) -> Result<Option<String>, Error> {
    let mut statement = conn.prepare_cached(sql::SETTING_GET)?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Sets one.
pub fn set(conn: &Connection, name: &str, value: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::SETTING_PUT)?.execute([name, value])?;
    Ok(())
}

/// Enters an organisation.
pub fn add_organisation(
    conn: &Connection,
    organisation: &Organisation,
    now: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(sql::ORGANISATION_ADD)?.execute(params![
        organisation.id,
        organisation.kind,
        organisation.body,
        organisation.name,
        now.as_microsecond(),
    ])?;
    Ok(())
}

/// One organisation.
pub fn organisation(conn: &Connection, id: &str) -> Result<Option<Organisation>, Error> {
    let mut statement = conn.prepare_cached(sql::ORGANISATION_ONE)?;
    Ok(statement.query_row([id], read_organisation).optional()?)
}

/// All organisations.
pub fn organisations(conn: &Connection) -> Result<Vec<Organisation>, Error> {
    let mut statement = conn.prepare_cached(sql::ORGANISATION_ALL)?;
    let rows = statement.query_map([], read_organisation)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_organisation(row: &Row<'_>) -> rusqlite::Result<Organisation> {
    Ok(Organisation { id: row.get(0)?, kind: row.get(1)?, body: row.get(2)?, name: row.get(3)? })
}

/// Makes an account, without a password.
pub fn add_account(conn: &Connection, account: &NewAccount, now: Timestamp) -> Result<(), Error> {
    conn.prepare_cached(sql::ACCOUNT_ADD)?.execute(params![
        account.id,
        account.login,
        account.name,
        account.organisation,
        now.as_microsecond(),
    ])?;
    Ok(())
}

/// All accounts.
pub fn accounts(conn: &Connection) -> Result<Vec<Account>, Error> {
    let mut statement = conn.prepare_cached(sql::ACCOUNT_ALL)?;
    let rows = statement.query_map([], read_account)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One account.
pub fn account(conn: &Connection, id: &str) -> Result<Option<Account>, Error> {
    let mut statement = conn.prepare_cached(sql::ACCOUNT_ONE)?;
    Ok(statement.query_row([id], read_account).optional()?)
}

/// The account of a login.
pub fn account_by_login(conn: &Connection, login: &str) -> Result<Option<Account>, Error> {
    let mut statement = conn.prepare_cached(sql::ACCOUNT_BY_LOGIN)?;
    Ok(statement.query_row([login], read_account).optional()?)
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let enters: i64 = row.get(3)?;
    let locked: i64 = row.get(4)?;
    Ok(Account {
        id: row.get(0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        door: match (enters, locked) {
            (0, 0) => Door::NoPassword,
            (_, 0) => Door::Open,
            (_, _) => Door::Locked,
        },
        organisation: Organisation {
            id: row.get(5)?,
            kind: row.get(6)?,
            body: row.get(7)?,
            name: row.get(8)?,
        },
    })
}

/// The password's hash (PHC text) of an account.
pub fn password(conn: &Connection, account: &str) -> Result<Option<String>, Error> {
    let mut statement = conn.prepare_cached(sql::ACCOUNT_PASSWORD)?;
    let found = statement.query_row([account], |row| row.get(0)).optional()?;
    Ok(found.flatten())
}

/// Sets the password's hash and ends all sessions.
pub fn set_password(conn: &Connection, account: &str, phc: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::ACCOUNT_SET_PASSWORD)?.execute([phc, account])?;
    conn.prepare_cached(sql::CREDENTIAL_END_SESSIONS)?.execute([account])?;
    Ok(())
}

/// Ends what an account's holder came in by: password, factors, identities, links, sessions,
/// tokens.
pub fn shut(conn: &Connection, account: &str) -> Result<(), Error> {
    let none: Option<&str> = None;
    conn.prepare_cached(sql::ACCOUNT_SET_PASSWORD)?.execute(params![none, account])?;
    conn.prepare_cached(sql::IDENTITY_END_ALL)?.execute([account])?;
    super::factor::end_all(conn, account)?;
    leave(conn, account)
}

/// Ends what is in use or about to be: links, sessions, tokens. What their holder knows or has
/// stays, and opens nothing while the account is locked or its holder has no role left.
pub fn leave(conn: &Connection, account: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::LINK_END)?.execute([account])?;
    conn.prepare_cached(sql::CREDENTIAL_END_ALL)?.execute([account])?;
    Ok(())
}

/// Whether an account's holder may come in on a day (ISO 8601, Beijing): not locked out, and some
/// role is not over, or none was ever given.
pub fn may_come_in(conn: &Connection, account: &str, today: &str) -> Result<bool, Error> {
    let Some(account) = self::account(conn, account)? else {
        return Ok(false);
    };
    let grants = grants(conn, &account.id)?;
    let over = |grant: &Grant| grant.until.as_deref().is_some_and(|last| last < today);
    let left = !grants.is_empty() && grants.iter().all(over);
    Ok(account.door != Door::Locked && !left)
}

/// Ends links, sessions and tokens of everybody whose last role ended before a day (ISO 8601,
/// Beijing).
pub fn end_leavers(conn: &Connection, today: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::LINK_END_LEAVERS)?.execute([today])?;
    conn.prepare_cached(sql::CREDENTIAL_END_LEAVERS)?.execute([today])?;
    Ok(())
}

/// Locks or opens an account; whoever is locked out is out.
pub fn set_door(conn: &Connection, account: &str, door: Door) -> Result<(), Error> {
    let locked = i64::from(door == Door::Locked);
    let mut statement = conn.prepare_cached(sql::ACCOUNT_SET_LOCKED)?;
    statement.execute(params![locked, account])?;
    match door {
        Door::Locked => leave(conn, account),
        Door::Open | Door::NoPassword => Ok(()),
    }
}

/// Grants a role.
pub fn grant(
    conn: &Connection,
    account: &str,
    grant: &Grant,
    by: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    conn.prepare_cached(sql::GRANT_ADD)?.execute(params![
        grant.id,
        account,
        grant.role,
        grant.from,
        grant.until,
        grant.on_behalf_of,
        by,
        now.as_microsecond(),
    ])?;
    Ok(())
}

/// The grants of an account.
pub fn grants(conn: &Connection, account: &str) -> Result<Vec<Grant>, Error> {
    let mut statement = conn.prepare_cached(sql::GRANT_OF_ACCOUNT)?;
    let rows = statement.query_map([account], |row| {
        Ok(Grant {
            id: row.get(0)?,
            role: row.get(1)?,
            from: row.get(2)?,
            until: row.get(3)?,
            on_behalf_of: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Ends a grant with a last day.
pub fn end_grant(conn: &Connection, id: &str, last_day: &str) -> Result<(), Error> {
    conn.prepare_cached(sql::GRANT_END)?.execute([last_day, id])?;
    Ok(())
}
