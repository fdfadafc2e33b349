//! Opening what is sealed while the record is verified, and holding it against the commitments that
//! the leaves are made of.

use std::collections::HashMap;
use std::sync::Arc;

use ledger::Hash;
use rusqlite::Connection;
use seal::Key;
use sha2::{Digest as _, Sha256};

use crate::leaves::Salted;
use crate::vault::{Place, Side, Vault, open};
use crate::verify::{ContentSeen, Destroyed, Read};
use crate::{Error, StreamId, sql};

/// Whether the content of an entry is what its leaf was made of.
pub(crate) enum Whole {
    /// It is; or it was destroyed and something stands in its place; or no key is at hand.
    Yes,
    /// It is not.
    No,
    /// Its key is gone and nothing stands in its place.
    KeyLost,
}

/// The contents of the streams, as far as they open.
pub(crate) struct Contents {
    /// By the number of the stream.
    scopes: HashMap<i64, Scope>,
    at_hand: bool,
    /// What was destroyed.
    pub destroyed: Vec<Destroyed>,
}

enum Scope {
    Open(Arc<Key>),
    Destroyed,
    /// The scope has no key, or one that does not open.
    Lost,
}

impl Contents {
    /// Opens the key of every stream.
    pub(crate) fn begin(
        conn: &Connection,
        vault: &Vault,
        streams: &[(i64, StreamId)],
    ) -> Result<Contents, Error> {
        let mut query = conn.prepare(sql::SCOPE_DESTROYED)?;
        let names = query.query_map([], |row| row.get::<_, String>(0))?;
        let destroyed = names.map(|name| Ok(Destroyed::Scope(name?)));
        let destroyed: Vec<Destroyed> = destroyed.collect::<Result<_, Error>>()?;
        let at_hand = vault.ring().is_ok();
        let mut scopes = HashMap::new();
        for (key, id) in streams.iter().filter(|_| at_hand) {
            let scope = match vault.find(conn, Side::Reading, id.as_str()) {
                Ok(Some(key)) => Scope::Open(key),
                Err(Error::Destroyed(_)) => Scope::Destroyed,
                Ok(None) | Err(Error::Sealed { .. }) => Scope::Lost,
                Err(error) => return Err(error),
            };
            scopes.insert(*key, scope);
        }
        Ok(Contents { scopes, at_hand, destroyed })
    }

    /// Whether content was opened.
    pub(crate) fn seen(&self) -> ContentSeen {
        if self.at_hand { ContentSeen::Opened } else { ContentSeen::KeysNotAtHand }
    }

    /// Holds the content of an entry against its commitment.
    pub(crate) fn hold(&mut self, entry: &Read) -> Whole {
        let key = match self.scopes.get(&entry.stream) {
            Some(Scope::Open(key)) => Arc::clone(key),
            Some(Scope::Destroyed) => return Whole::Yes,
            Some(Scope::Lost) => return Whole::KeyLost,
            None if self.at_hand => return Whole::KeyLost,
            None => return Whole::Yes,
        };
        let (stream, position) = (entry.named.stream.as_str(), entry.named.position);
        if let Some(redacted) = &entry.redacted {
            let text = open(&key, &Place::Redaction(stream, position), redacted);
            let Ok(text) = text else {
                return Whole::No;
            };
            let hash = Hash::from(<[u8; 32]>::from(Sha256::digest(text)));
            self.destroyed.push(Destroyed::Entry(entry.named.clone(), hash));
            return Whole::Yes;
        }
        let (Some(sealed), Some(wrapped)) = (&entry.sealed, &entry.wrapped) else {
            return Whole::KeyLost;
        };
        match Salted::open(&key, &Place::Entry(stream, position), wrapped, sealed) {
            Ok(salted) if salted.commitment() == entry.content => Whole::Yes,
            Ok(_) | Err(_) => Whole::No,
        }
    }
}
