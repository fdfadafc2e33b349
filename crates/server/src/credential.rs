//! Who is signed in: tokens of programs and sessions of pages, found at the speed of memory. One
//! process writes to a data folder, so what is remembered here is exact: every change of an account
//! makes it forgotten.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use access::{Grant, OrganisationId, Person, PersonId};
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use store::desk::{door, people};

use crate::office::Office;
use crate::problem::Problem;

/// The cookie of a session over TLS; browsers hold `__Host-` cookies to their host and to TLS.
pub const COOKIE_TLS: &str = "__Host-anshen";
/// The cookie of a session on loopback, where there is no TLS.
pub const COOKIE_PLAIN: &str = "anshen";
/// Credentials remembered before all are looked up anew.
const MOST_REMEMBERED: usize = 50_000;

/// What a credential may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All its holder may do.
    All,
    /// Reading alone.
    Read,
}

impl Scope {
    /// Every scope's word.
    pub const WORDS: &'static [&'static str] = &["all", "read"];

    /// The scope of a word; the narrower where the word is unknown.
    pub fn of(word: &str) -> Scope {
        match word {
            "all" => Scope::All,
            _ => Scope::Read,
        }
    }
}

/// Somebody signed in.
#[derive(Debug, Clone)]
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
    /// From when on it opens nothing.
    pub ends_at: Timestamp,
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
        Ok(credential.filter(|credential| now < credential.ends_at))
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
            Ok(Some((credential, account, grants)))
        })?;
        let Some((credential, account, grants)) = found else {
            return Ok(None);
        };
        if account.door == people::Door::Locked {
            return Ok(None);
        }
        let Some(person) = person(&account, &grants) else {
            return Ok(None);
        };
        let credential = Arc::new(Credential {
            id: credential.id,
            person,
            login: account.login,
            name: account.name,
            scope: Scope::of(&credential.scope),
            ends_at: credential.ends_at,
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
