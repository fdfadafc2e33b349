//! Turning to another root key: every scope's key is wrapped anew, content is not touched, and
//! nothing stops meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use seal::{Fingerprint, KeyRing};

use crate::vault::about;
use crate::{Error, Reader, Store, sql};

/// Scopes wrapped anew in one transaction.
const TOGETHER: i64 = 500;

impl Store {
    /// Takes the deployment's keys anew and wraps every scope's key under their current one;
    /// answers how many were wrapped. May be done again after it was broken off.
    ///
    /// # Errors
    /// A scope's key does not open with any of the keys: nothing is taken then.
    pub fn rotate(&self, keys: Arc<KeyRing>) -> Result<u64, Error> {
        self.read(|conn| {
            each(conn, |scope, wrapped| {
                let opened = keys.unwrap(wrapped, &about(scope));
                opened.map(drop).map_err(Error::sealed(scope))
            })
        })?;
        self.vault().take(Arc::clone(&keys));
        let mut count = 0;
        let mut after = String::new();
        loop {
            let (keys, from) = (Arc::clone(&keys), after.clone());
            let vault = self.vault().clone();
            let done = self.write_with(move |batch| {
                let rows = page(batch.conn, &from)?;
                let mut rewrapped = 0;
                for (scope, wrapped) in &rows {
                    let anew = seal::rewrap(&keys, &keys, wrapped, &about(scope), vault.random());
                    if let Some(anew) = anew.map_err(Error::sealed(scope))? {
                        rewrapped += batch.conn.execute(sql::SCOPE_REWRAP, (anew, scope))?;
                    }
                }
                Ok::<_, Error>((rows.into_iter().last().map(|(scope, _)| scope), rewrapped as u64))
            })?;
            count += done.1;
            match done.0 {
                Some(last) => after = last,
                None => return Ok(count),
            }
        }
    }
}

impl Reader {
    /// How many scopes are wrapped under each root key: one under which none is can be retired.
    pub fn wrapped_under(&self) -> Result<BTreeMap<Fingerprint, u64>, Error> {
        let mut counts = BTreeMap::new();
        self.read(|conn| {
            each(conn, |scope, wrapped| {
                let under = seal::wrapped_under(wrapped).map_err(Error::sealed(scope))?;
                *counts.entry(under).or_insert(0) += 1;
                Ok(())
            })
        })?;
        Ok(counts)
    }
}

/// Looks at every wrapped key.
fn each(
    conn: &Connection,
    mut look: impl FnMut(&str, &[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let rows = page(conn, &after)?;
        let Some((last, _)) = rows.last() else {
            return Ok(());
        };
        for (scope, wrapped) in &rows {
            look(scope, wrapped)?;
        }
        after.clone_from(last);
    }
}

fn page(conn: &Connection, after: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut query = conn.prepare_cached(sql::SCOPE_AFTER)?;
    let rows = query.query_map((after, TOGETHER), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
