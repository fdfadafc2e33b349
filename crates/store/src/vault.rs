//! Which keys open what. The deployment's root key wraps the key of each scope (a docket, a draft,
//! the office, the lists), a scope's key wraps those of its entries and documents. A copy of the
//! data folder without the root key says nothing of what was written.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rusqlite::{Connection, OptionalExtension as _};
use seal::{Key, KeyRing};

use crate::{Error, Random, sql};

/// Keys of scopes kept open at most; beyond that all are let go.
const MOST_OPEN: usize = 50_000;

/// The scope of what lists show and are searched by.
pub(crate) const LISTS: &str = "lists";
/// The scope of what was answered to repeated requests.
pub(crate) const ANSWERS: &str = "answers";
/// The scope of what the office writes beside its record of what its own people do: reasons of
/// emergencies and of what takes two. It stays when a docket goes.
pub(crate) const HOUSE: &str = "house";

/// The keys of a data folder. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Vault(Arc<Inner>);

struct Inner {
    /// `None` where the folder is only looked at from without.
    ring: RwLock<Option<Arc<KeyRing>>>,
    random: Random,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    keys: HashMap<Box<str>, Arc<Key>>,
    /// Destroyed since the start: a reader that looked one up just before must not put it back.
    gone: HashSet<Box<str>>,
}

/// Whose look at the database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A reader's: what it sees is on disk, and may be remembered.
    Reading,
    /// The writer's: what it sees may yet be undone.
    Writing,
}

/// What a sealed thing is, so that it opens nowhere else.
pub(crate) enum Place<'a> {
    /// An entry: its stream and position.
    Entry(&'a str, u32),
    /// What stands in the place of a destroyed entry.
    Redaction(&'a str, u32),
    /// A column of a row.
    Column(&'static str, &'a str),
}

impl Place<'_> {
    /// What the seal is bound to.
    pub(crate) fn context(&self) -> Vec<u8> {
        let (kind, name, nth) = match self {
            Place::Entry(stream, position) => ("entry", *stream, *position),
            Place::Redaction(stream, position) => ("redaction", *stream, *position),
            Place::Column(column, row) => (*column, *row, 0),
        };
        [kind.as_bytes(), &[0], name.as_bytes(), &[0], &nth.to_be_bytes()].concat()
    }
}

impl Vault {
    /// A vault under the deployment's keys.
    pub(crate) fn new(ring: Option<Arc<KeyRing>>, random: Random) -> Vault {
        Vault(Arc::new(Inner { ring: RwLock::new(ring), random, open: Mutex::default() }))
    }

    /// Where chance comes from.
    pub(crate) fn random(&self) -> &dyn Fn(&mut [u8]) {
        &*self.0.random
    }

    /// The deployment's keys.
    pub(crate) fn ring(&self) -> Result<Arc<KeyRing>, Error> {
        let ring = self.0.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.clone().ok_or(Error::NoKeys)
    }

    /// Takes other keys of the deployment; what the old ones wrap must still open with them.
    pub(crate) fn take(&self, ring: Arc<KeyRing>) {
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = Some(ring);
    }

    /// A new key for a scope, with what is kept of it.
    pub(crate) fn fresh(&self, scope: &str) -> Result<(Arc<Key>, Vec<u8>), Error> {
        let key = Key::generate(self.ring()?.current().profile(), self.random());
        let wrapped = self.wrap(&key, scope)?;
        Ok((Arc::new(key), wrapped))
    }

    /// What is kept of a scope's key.
    pub(crate) fn wrap(&self, key: &Key, scope: &str) -> Result<Vec<u8>, Error> {
        Ok(self.ring()?.wrap(key, &about(scope), self.random()))
    }

    /// Begins a scope in the transaction that is under way.
    pub(crate) fn begin(&self, conn: &Connection, scope: &str) -> Result<Arc<Key>, Error> {
        let (key, wrapped) = self.fresh(scope)?;
        keep(conn, scope, &wrapped)?;
        Ok(key)
    }

    /// The key of a scope that is remembered.
    pub(crate) fn remembered(&self, scope: &str) -> Option<Arc<Key>> {
        self.open().keys.get(scope).cloned()
    }

    /// The key of a scope; `None` if there is no such scope.
    ///
    /// # Errors
    /// [`Error::Destroyed`] if the key was destroyed.
    pub(crate) fn find(
        &self,
        conn: &Connection,
        side: Side,
        scope: &str,
    ) -> Result<Option<Arc<Key>>, Error> {
        if let Some(key) = self.remembered(scope) {
            return Ok(Some(key));
        }
        let mut find = conn.prepare_cached(sql::SCOPE_FIND)?;
        let found: Option<Option<Vec<u8>>> =
            find.query_row([scope], |row| row.get(0)).optional()?;
        let Some(wrapped) = found else {
            return Ok(None);
        };
        let wrapped = wrapped.ok_or_else(|| Error::Destroyed(scope.to_owned()))?;
        let key = self.ring()?.unwrap(&wrapped, &about(scope));
        let key = Arc::new(key.map_err(Error::sealed(scope))?);
        if side == Side::Reading {
            self.remember(scope, &key);
        }
        Ok(Some(key))
    }

    /// Remembers the key of a scope.
    ///
    /// INVARIANT: only keys that are on disk are remembered; one whose transaction is undone would
    /// seal what nobody can open.
    pub(crate) fn remember(&self, scope: &str, key: &Arc<Key>) {
        let mut open = self.open();
        if MOST_OPEN <= open.keys.len() {
            open.keys.clear();
        }
        if !open.gone.contains(scope) {
            open.keys.insert(Box::from(scope), Arc::clone(key));
        }
    }

    /// The key of a scope that must be there.
    pub(crate) fn scope(
        &self,
        conn: &Connection,
        side: Side,
        scope: &str,
    ) -> Result<Arc<Key>, Error> {
        let found = self.find(conn, side, scope)?;
        found.ok_or_else(|| Error::Damaged(format!("`{scope}` has no key")))
    }

    /// Lets go of a scope's key, which was destroyed.
    pub(crate) fn forget(&self, scope: &str) {
        let mut open = self.open();
        open.keys.remove(scope);
        open.gone.insert(Box::from(scope));
    }

    /// Seals a text for its place.
    pub(crate) fn seal(&self, key: &Key, place: &Place<'_>, text: &[u8]) -> Vec<u8> {
        seal::seal(key, &place.context(), text, self.random())
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens what was sealed for this place.
pub(crate) fn open(key: &Key, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let context = place.context();
    seal::open(key, &context, sealed).map_err(|opening| {
        let name = String::from_utf8_lossy(&context).replace('\0', " ");
        Error::sealed(name.trim())(opening)
    })
}

/// Opens a text that was sealed for this place.
pub(crate) fn open_text(key: &Key, place: &Place<'_>, sealed: &[u8]) -> Result<String, Error> {
    let text = open(key, place, sealed)?;
    String::from_utf8(text).map_err(|_| Error::Damaged("what is sealed is no text".to_owned()))
}

/// Keeps the wrapped key of a new scope.
pub(crate) fn keep(conn: &Connection, scope: &str, wrapped: &[u8]) -> Result<(), Error> {
    conn.prepare_cached(sql::SCOPE_ADD)?.execute((scope, wrapped))?;
    Ok(())
}

/// What a scope's key is wrapped for.
pub(crate) fn about(scope: &str) -> Vec<u8> {
    [b"scope\0", scope.as_bytes()].concat()
}
