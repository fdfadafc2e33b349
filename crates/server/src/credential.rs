//! Who is signed in: tokens of programs and sessions of pages, found at the speed of memory. One
//! process writes to a data folder, so what is remembered here is exact: every change of an account
//! makes it forgotten.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use access::{Grant, OrganisationId, Person, PersonId};
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use store::desk::{door, factor, people};

use crate::entrance::Entrance;
use crate::office::Office;
use crate::problem::Problem;
use crate::scope::Scope;
use crate::world::beijing;

/// The cookie of a session over TLS; browsers hold `__Host-` cookies to their host and to TLS.
pub const COOKIE_TLS: &str = "__Host-anshen";
/// The cookie of a session on loopback, where there is no TLS.
pub const COOKIE_PLAIN: &str = "anshen";
/// Credentials remembered before all are looked up anew.
const MOST_REMEMBERED: usize = 50_000;

/// How often it is written down that a credential is in use, microseconds: a minute. In between it
/// is known in memory alone.
const NOTED_EVERY_US: i64 = 60_000_000;

/// What a credential is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Of a person at a browser.
    Session,
    /// Of a program.
    Token,
}

/// Whether somebody has a factor besides a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// One-time passwords or a passkey.
    Enrolled,
    /// None.
    Missing,
}

/// Whether an account's holder has a second factor in use.
///
/// # Errors
/// The store failed.
pub fn second_factor(
    conn: &store::desk::Connection,
    account: &str,
) -> Result<Second, store::Error> {
    let totp = factor::totp(conn, account)?.is_some_and(|totp| totp.confirmed_at.is_some());
    let any = totp || !factor::passkeys(conn, account)?.is_empty();
    Ok(if any { Second::Enrolled } else { Second::Missing })
}

/// Somebody signed in.
#[derive(Debug)]
pub struct Credential {
    /// The credential's id.
    pub id: String,
    /// Who; declarations of conflict are looked up where they matter.
    pub person: Person,
    /// What the holder signs in with.
    pub login: String,
    /// The holder's name.
    pub name: String,
    /// What it may be used for.
    pub scope: Scope,
    /// What it is.
    pub sort: Sort,
    /// Whether its holder has a second factor.
    pub second: Second,
    /// From when on it opens nothing.
    pub ends_at: Timestamp,
    /// When its holder last showed a factor; of a session.
    pub proved_at: Option<Timestamp>,
    /// When it was last used, and when that was last written down; microseconds.
    used_us: AtomicI64,
    noted_us: AtomicI64,
}

impl Credential {
    /// Whether it opens anything now: neither over, nor unused for too long, nor a leaver's.
    fn opens(&self, entrance: &Entrance, now: Timestamp) -> bool {
        let rested_us = now.as_microsecond() - self.used_us.load(Ordering::Relaxed);
        let idle_us = i64::try_from(entrance.idle().as_micros()).unwrap_or(i64::MAX);
        let asleep = self.sort == Sort::Session && idle_us <= rested_us;
        now < self.ends_at && !asleep && !self.person.has_left(beijing(now).0)
    }

    /// Notes that it is used; whether that should be written down.
    fn use_now(&self, now: Timestamp) -> bool {
        let now_us = now.as_microsecond();
        self.used_us.fetch_max(now_us, Ordering::Relaxed);
        let noted_us = self.noted_us.load(Ordering::Relaxed);
        let due = NOTED_EVERY_US <= now_us - noted_us;
        let mine = || {
            let swapped = self.noted_us.compare_exchange(
                noted_us,
                now_us,
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            swapped.is_ok()
        };
        due && mine()
    }
}

/// Notes that a credential is used, from where. Nobody waits for it: what is lost with the machine
/// is a minute.
pub fn note_use(office: &Office, credential: &Credential, from: Option<&str>, now: Timestamp) {
    if !credential.use_now(now) {
        return;
    }
    let (id, from) = (credential.id.clone(), from.map(str::to_owned));
    office.store().desk_then(
        move |conn| door::used(conn, &id, from.as_deref(), now),
        // A store that fails says so to whoever asks it for something.
        |_| {},
    );
}

/// What a request shows.
pub enum Shown {
    /// `Authorization: Bearer`.
    Token([u8; 32]),
    /// A session's cookie.
    Cookie([u8; 32]),
}

impl Shown {
    /// Whether a browser sends it by itself.
    pub fn by_cookie(&self) -> bool {
        match self {
            Shown::Cookie(_) => true,
            Shown::Token(_) => false,
        }
    }

    /// SHA-256 of the secret shown.
    pub fn hash(&self) -> &[u8; 32] {
        match self {
            Shown::Token(hash) | Shown::Cookie(hash) => hash,
        }
    }
}

/// SHA-256 of a secret: all that is ever kept of it.
pub fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What the headers show; a token before a cookie.
pub fn presented(headers: &HeaderMap) -> Option<Shown> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(authorization) = text(header::AUTHORIZATION) {
        let (scheme, secret) = authorization.split_once(' ').unwrap_or((authorization, ""));
        // WHY: another scheme shows something that we do not know, not nothing.
        let secret = if scheme.eq_ignore_ascii_case("bearer") { secret.trim() } else { "" };
        return Some(Shown::Token(hash_of(secret)));
    }
    let cookies = text(header::COOKIE)?;
    let ours = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
    let secret = ours
        .filter(|(name, _)| *name == COOKIE_TLS || *name == COOKIE_PLAIN)
        .map(|(_, secret)| secret)
        .next()?;
    Some(Shown::Cookie(hash_of(secret)))
}

/// The credentials looked up so far.
#[derive(Default)]
pub struct Keyring {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    credentials: HashMap<[u8; 32], Arc<Credential>>,
    /// Goes up whenever all are forgotten: what was read before then is not remembered after.
    generation: u64,
}

impl Keyring {
    /// The credential that opens, if what is shown is one.
    pub fn find(
        &self,
        office: &Office,
        shown: &Shown,
        now: Timestamp,
    ) -> Result<Option<Arc<Credential>>, Problem> {
        let hash = shown.hash();
        let (known, generation) = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            (known.credentials.get(hash).cloned(), known.generation)
        };
        let credential = match known {
            Some(credential) => Some(credential),
            None => self.look_up(office, hash, generation)?,
        };
        let entrance = office.entrance();
        Ok(credential.filter(|credential| credential.opens(&entrance, now)))
    }

    /// Forgets all: an account, a role or a credential changed.
    pub fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.generation += 1;
        known.credentials.clear();
    }

    fn look_up(
        &self,
        office: &Office,
        hash: &[u8; 32],
        generation: u64,
    ) -> Result<Option<Arc<Credential>>, Problem> {
        let found = office.read(|conn| {
            let Some(credential) = door::find_credential(conn, hash)? else {
                return Ok(None);
            };
            let Some(account) = people::account(conn, &credential.account)? else {
                return Ok(None);
            };
            let grants = people::grants(conn, &account.id)?;
            let second = second_factor(conn, &account.id)?;
            Ok(Some((credential, account, grants, second)))
        })?;
        let Some((credential, account, grants, second)) = found else {
            return Ok(None);
        };
        if account.door == people::Door::Locked {
            return Ok(None);
        }
        let Some(person) = person(&account, &grants) else {
            return Ok(None);
        };
        let used_us = credential.used_at.unwrap_or(credential.made_at).as_microsecond();
        let credential = Arc::new(Credential {
            id: credential.id,
            person,
            login: account.login,
            name: account.name,
            scope: Scope::read(&credential.scope),
            sort: if credential.kind == "session" { Sort::Session } else { Sort::Token },
            second,
            ends_at: credential.ends_at,
            proved_at: credential.proved_at,
            used_us: used_us.into(),
            // The first use is noted whenever it is.
            noted_us: credential.used_at.map_or(0, Timestamp::as_microsecond).into(),
        });
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // WHY: between reading and now it may have been revoked.
        if known.generation == generation {
            if MOST_REMEMBERED <= known.credentials.len() {
                known.credentials.clear();
            }
            known.credentials.insert(*hash, credential.clone());
        }
        Ok(Some(credential))
    }
}

/// The person of an account; `None` where its organisation is of no kind known here. A grant that
/// cannot be read gives nothing.
pub fn person(account: &people::Account, grants: &[people::Grant]) -> Option<Person> {
    let readable = |grant: &people::Grant| {
        Some(Grant {
            role: grant.role.parse().ok()?,
            from: grant.from.parse().ok()?,
            until: match &grant.until {
                Some(day) => Some(day.parse().ok()?),
                None => None,
            },
            on_behalf_of: grant.on_behalf_of.as_deref().map(OrganisationId::new),
        })
    };
    Some(Person {
        id: PersonId::new(&account.id),
        organisation: OrganisationId::new(&account.organisation.id),
        kind: account.organisation.kind.parse().ok()?,
        body: account.organisation.body.as_deref().and_then(review::BodyId::new),
        grants: grants.iter().filter_map(readable).collect(),
        no_conflict: Default::default(),
        conflicts: Default::default(),
        emergencies: Default::default(),
    })
}
