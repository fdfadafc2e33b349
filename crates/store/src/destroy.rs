//! Destroying content with its key. The ledger stands: it is made of commitments. What is destroyed
//! is destroyed together with an append that says so, in one transaction.

use rusqlite::params;

use crate::projection::Lists;
use crate::vault::Place;
use crate::{Also, Error, Projection, Reader, Store, StreamId, desk, folder, sql};

impl Reader {
    /// Destroys the content of an entry; from then on `instead` is read in its place. To be done
    /// with the append that records it.
    pub fn destroy_entry(
        &self,
        stream: &StreamId,
        position: u32,
        instead: &str,
    ) -> Result<Also, Error> {
        let key = self.scope(stream.as_str())?;
        let key = key.ok_or_else(|| Error::Damaged(format!("`{stream}` has no key")))?;
        let place = Place::Redaction(stream.as_str(), position);
        let sealed = self.vault().seal(&key, &place, instead.as_bytes());
        let stream = stream.clone();
        Ok(Also(Box::new(move |conn| {
            let gone = conn.execute(sql::ENTRY_KEY_DESTROY, params![stream.as_str(), position])?;
            if gone == 0 {
                return Err(Error::Overtaken("the content was destroyed just now"));
            }
            conn.execute(sql::REDACTION_ADD, params![sealed, stream.as_str(), position])?;
            Ok(())
        })))
    }

    /// Destroys everything sealed in scopes, a docket and the draft it came from; lists show
    /// `instead` of the docket from then on. To be done with the append that records it.
    pub fn destroy_scopes(
        &self,
        scopes: &[String],
        docket: Option<(StreamId, Projection)>,
    ) -> Also {
        let (scopes, vault) = (scopes.to_vec(), self.vault().clone());
        Also(Box::new(move |conn| {
            let mut gone = 0;
            for scope in &scopes {
                gone += conn.execute(sql::SCOPE_DESTROY, [scope])?;
                // There is nothing left to look at.
                conn.execute(desk::LOOKED_FORGET, [scope])?;
            }
            if gone == 0 {
                return Err(Error::Overtaken("the content was destroyed just now"));
            }
            if let Some((stream, instead)) = &docket {
                let find = conn.query_row(sql::STREAM_FIND, [stream.as_str()], |row| row.get(0));
                Lists { conn, vault: &vault }.put(find?, instead)?;
            }
            Ok(())
        }))
    }
}

impl Store {
    /// Makes sure that destroyed keys are gone from memory, and from the disk: the database's log
    /// is carried over into its file, where what was deleted is overwritten, and emptied.
    pub fn after_destroying(&self, scopes: &[String]) -> Result<(), Error> {
        scopes.iter().for_each(|scope| self.vault().forget(scope));
        self.write_with(|batch| {
            batch.forget_texts();
            Ok::<(), Error>(())
        })?;
        let conn = folder::writing(self.dir())?;
        conn.pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        Ok(())
    }
}
