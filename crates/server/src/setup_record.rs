//! What is done on the machine's own command line and changes who may do what: on the office's
//! stream as what is done through the door, with `console` in the place of a person.

use serde_json::{Map, Value, json};
use store::desk::{self, Connection, factor, identity, people};
use store::{Append, Content, NewEntry, Store, StreamId, Written};

use crate::api::OIDC;
use crate::client_certificate;
use crate::movement::OFFICE;
use crate::setup::{SetupError, account_id, new_id};
use crate::world::World;

/// Who did it, where nobody was signed in.
const CONSOLE: &str = "console";

/// Changes something and records it.
///
/// # Errors
/// The change failed, or the record.
pub fn record(
    store: &Store,
    world: &World,
    what: &str,
    account: &str,
    more: Value,
    change: impl Fn(&Connection) -> Result<(), store::Error> + Send + 'static,
) -> Result<(), SetupError> {
    let mut entry = Map::from_iter([
        ("office".to_owned(), what.into()),
        ("account".to_owned(), account.into()),
        ("date".to_owned(), json!(world.today())),
        ("by".to_owned(), CONSOLE.into()),
    ]);
    if let Value::Object(more) = more {
        entry.extend(more);
    }
    let stream = StreamId::new(OFFICE);
    store.append_blocking(Append {
        expected: store.length(&stream)?,
        stream,
        recorded_at: world.now(),
        content: Content::Ready(Written {
            entries: vec![NewEntry { payload: Value::Object(entry).to_string() }],
            projection: None,
        }),
        idempotency: None,
        keys_of: None,
        also: Some(desk::together(change)),
    })?;
    Ok(())
}

/// Takes the factors of somebody away who lost them, where there are no two people to do it: on the
/// machine itself, by whoever has the machine. The password stays; sessions and tokens end.
///
/// # Errors
/// There is no such login; the store failed.
pub fn reset_factors(store: &Store, world: &World, login: &str) -> Result<(), SetupError> {
    let account = account_id(store, login)?;
    let whose = account.clone();
    record(store, world, "factors-reset", &account, json!({}), move |conn| {
        factor::end_all(conn, &whose)?;
        people::leave(conn, &whose)
    })
}

/// Who somebody is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewhere<'a> {
    /// The holder of the certificate with this SHA-256, lower-case hex.
    Certificate(&'a str),
    /// The subject of an issuer (OpenID Connect).
    Subject {
        /// The issuer, as it names itself.
        issuer: &'a str,
        /// Whom it knows.
        subject: &'a str,
    },
}

/// Binds an identity to an account.
///
/// # Errors
/// There is no such login; the identity is bound already; the store failed.
pub fn bind_identity(
    store: &Store,
    world: &World,
    login: &str,
    elsewhere: Elsewhere<'_>,
) -> Result<(), SetupError> {
    let account = account_id(store, login)?;
    let (kind, issuer, subject) = match elsewhere {
        Elsewhere::Certificate(sha256) => (client_certificate::KIND, "", sha256),
        Elsewhere::Subject { issuer, subject } => (OIDC, issuer, subject),
    };
    let one = identity::Identity {
        id: new_id(world)?,
        account: account.clone(),
        kind: kind.to_owned(),
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        bound_at: world.now(),
        used_at: None,
    };
    let more = json!({"identity": one.id, "kind": one.kind, "issuer": one.issuer,
                      "subject": one.subject});
    record(store, world, "identity-bound", &account, more, move |conn| {
        identity::bind(conn, &one, None)
    })
}

/// Ends the sessions, tokens and one-time links of an account.
///
/// # Errors
/// There is no such login; the store failed.
pub fn end_sessions(store: &Store, world: &World, login: &str) -> Result<(), SetupError> {
    let account = account_id(store, login)?;
    let whose = account.clone();
    record(store, world, "sessions-ended", &account, json!({}), move |conn| {
        people::leave(conn, &whose)
    })
}

/// Records that somebody at the machine tried cases by somebody's login under another version: who
/// holds the machine and its keys needs no password, and so leaves this.
pub fn tried_on_machine(
    store: &Store,
    world: &World,
    login: &str,
    law: &law::RegimeId,
) -> Result<(), SetupError> {
    let account = account_id(store, login)?;
    let more = json!({"law": law});
    record(store, world, "what-if-at-the-machine", &account, more, |_| Ok(()))
}
