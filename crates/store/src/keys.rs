//! Where the receipt of each of the last acts is, by the idempotency key it was sent under. Kept in
//! memory, because an index on keys, which are random, would dirty a page of the disk for each act.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use ledger::Hash;
use rusqlite::Connection;

use crate::leaves::signed;
use crate::{Error, sql};

/// Keys remembered at least; up to twice as many before the older half is forgotten.
pub(crate) const REMEMBERED: usize = 131_072;

/// The keys of the last acts, shared by the writer and the readers. It may be wrong, never
/// misleading: the receipt it points to names its key, or is not there.
#[derive(Clone, Default)]
pub(crate) struct Keys(Arc<RwLock<HashMap<u64, u64>>>);

impl Keys {
    /// Remembers the keys on disk, the newest of them.
    pub(crate) fn read(conn: &Connection) -> Result<Keys, Error> {
        let mut query = conn.prepare(sql::RECEIPT_KEYS)?;
        let mut rows = query.query([signed(REMEMBERED as u64)?])?;
        let mut places = HashMap::new();
        while let Some(row) = rows.next()? {
            let scope = Hash::from(row.get::<_, [u8; 32]>(1)?);
            // Newest first: an older one must not take its place.
            places.entry(short(&scope)).or_insert(crate::leaves::unsigned(row.get(0)?)?);
        }
        Ok(Keys(Arc::new(RwLock::new(places))))
    }

    /// The entry whose receipt may be the one for this key.
    pub(crate) fn place(&self, scope: &Hash) -> Option<u64> {
        let places = self.0.read().unwrap_or_else(PoisonError::into_inner);
        places.get(&short(scope)).copied()
    }

    /// Remembers where the receipt for a key is.
    pub(crate) fn remember(&self, scope: &Hash, seq: u64) {
        let mut places = self.0.write().unwrap_or_else(PoisonError::into_inner);
        places.insert(short(scope), seq);
        if 2 * REMEMBERED < places.len() {
            let oldest = seq.saturating_sub(REMEMBERED as u64);
            places.retain(|_, seq| oldest < *seq);
        }
    }
}

/// 64 bits are enough to tell keys apart; if ever they are not, the older key is forgotten.
fn short(scope: &Hash) -> u64 {
    let bytes = scope.as_bytes().first_chunk().copied();
    u64::from_be_bytes(bytes.unwrap_or_default())
}
