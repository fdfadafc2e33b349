//! Destroying content with its key. The ledger stands: it is made of commitments. What is destroyed
//! is destroyed together with an append that says so, in one transaction; what lies outside the
//! database goes right after it, or at the next start.

use ledger::Hash;
use rusqlite::params;
use seal::Fingerprint;

use crate::desk::Connection;
use crate::vault::Place;
use crate::{Also, Error, Reader, Store, StreamId, desk, folder, sql};

/// Destroys the content of an entry and the names of the files it handed in; from then on `instead`
/// is read in its place and `name` in theirs. To be done with the append that records it.
pub fn entry(stream: &StreamId, position: u32, instead: &str, name: &str) -> Also {
    let (stream, instead, name) = (stream.clone(), instead.to_owned(), name.to_owned());
    Also::new(move |conn| {
        let id = stream.as_str();
        let gone = conn.execute(sql::ENTRY_KEY_DESTROY, params![id, position])?;
        if gone == 0 {
            return Err(destroyed_already());
        }
        let sealed = conn.seal_at(id, &Place::Redaction(id, position), &instead)?;
        conn.execute(sql::REDACTION_ADD, params![sealed, id, position])?;
        desk::file::rename_of_entry(conn, id, position, &name)?;
        begin_log(conn)
    })
}

/// Destroys documents of a docket, in the scopes that name them: the docket's, and that of the
/// draft it came from. To be done with the append that records it.
pub fn documents(scopes: &[String], hashes: &[Hash]) -> Also {
    let (scopes, hashes) = (scopes.to_vec(), hashes.to_vec());
    Also::new(move |conn| {
        for scope in &scopes {
            let key = conn.key(scope)?.fingerprint();
            for hash in &hashes {
                begin_document(conn, key, hash.as_bytes())?;
                // There is nothing left to look at.
                conn.execute(desk::LOOKED_FORGET_ONE, params![scope, hash.as_bytes()])?;
            }
        }
        let names: Vec<String> = hashes.iter().map(Hash::to_string).collect();
        desk::paper::forget_naming(conn, &names)?;
        begin_log(conn)
    })
}

/// Destroys everything sealed in scopes, a docket and the draft it came from; lists show `unlisted`
/// no more from then on, and what was decided on the docket meanwhile is refused. To be done with
/// the append that records it.
pub fn scopes(scopes: &[String], unlisted: Option<&StreamId>) -> Also {
    let (scopes, unlisted) = (scopes.to_vec(), unlisted.cloned());
    let ends = scopes.iter().map(|scope| StreamId::new(scope)).collect();
    let also = Also::new(move |conn| {
        let mut names = scopes.clone();
        for scope in &scopes {
            let key = match conn.key(scope) {
                Err(Error::Destroyed(_)) => return Err(destroyed_already()),
                key => key?,
            };
            for hash in named_in(conn, scope)? {
                begin_document(conn, key.fingerprint(), &hash)?;
                names.push(Hash::from(hash).to_string());
            }
            if conn.execute(sql::SCOPE_DESTROY, [scope])? == 0 {
                return Err(destroyed_already());
            }
            // There is nothing left to look at.
            conn.execute(desk::LOOKED_FORGET, [scope])?;
        }
        desk::paper::forget_naming(conn, &names)?;
        if let Some(stream) = &unlisted {
            conn.execute(sql::REVIEW_FOUND_UNLIST, [stream.as_str()])?;
            conn.execute(sql::REVIEW_UNLIST, [stream.as_str()])?;
        }
        begin_log(conn)
    });
    Also { ends, ..also }
}

fn destroyed_already() -> Error {
    Error::Overtaken("the content was destroyed just now")
}

/// The hashes of the documents that a scope names.
fn named_in(conn: &Connection<'_>, scope: &str) -> Result<Vec<[u8; 32]>, Error> {
    let mut query = conn.prepare_cached(desk::DOCUMENT_OF_SCOPE)?;
    let hashes = query.query_map([scope], |row| row.get(0))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Notes that a document is to be taken off the disk.
fn begin_document(conn: &Connection<'_>, key: Fingerprint, hash: &[u8; 32]) -> Result<(), Error> {
    conn.prepare_cached(sql::DESTROYING_ADD)?.execute(params![key.to_string(), hash])?;
    Ok(())
}

/// Notes that the database's own log is to be emptied.
fn begin_log(conn: &Connection<'_>) -> Result<(), Error> {
    conn.prepare_cached(sql::DESTROYING_ADD)?.execute(params!["", [0_u8; 0]])?;
    Ok(())
}

impl Reader {
    /// What the entries of a stream commit to, by position: it stays when they are destroyed.
    pub fn commitments(&self, stream: &StreamId) -> Result<Vec<(u32, Hash)>, Error> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(sql::ENTRY_CONTENT)?;
            let rows = query.query_map([stream.as_str()], |row| {
                Ok((row.get(0)?, Hash::from(row.get::<_, [u8; 32]>(1)?)))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Store {
    /// Makes sure that what was destroyed is gone from memory, and from the disk.
    pub fn after_destroying(&self, scopes: &[String]) -> Result<(), Error> {
        scopes.iter().for_each(|scope| self.vault().forget(scope));
        self.write_with(|batch| {
            batch.forget_lists();
            Ok::<(), Error>(())
        })?;
        self.finish_destroying()
    }

    /// Takes what was destroyed off the disk: documents with their keys; and the database's log is
    /// carried over into its file, where what was deleted is overwritten, and emptied. Done again
    /// at the next start where the machine stopped in between.
    pub(crate) fn finish_destroying(&self) -> Result<(), Error> {
        let begun = self.read(|conn| {
            let mut all = conn.prepare_cached(sql::DESTROYING_ALL)?;
            let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<Vec<(String, Vec<u8>)>, _>>()?)
        })?;
        if begun.is_empty() {
            return Ok(());
        }
        let shelves = self.shelves();
        for (key, hash) in &begun {
            let Ok(hash) = <[u8; 32]>::try_from(hash.as_slice()) else {
                continue;
            };
            let key = key.parse().map_err(|_| Error::Damaged(format!("`{key}` names no key")))?;
            shelves.spot(key, &Hash::from(hash)).remove()?;
        }
        let conn = folder::writing(self.dir())?;
        let mut busy = 0;
        conn.pragma(None, "wal_checkpoint", "TRUNCATE", |row| {
            busy = row.get(0)?;
            Ok(())
        })?;
        // Somebody read all the while: the log is emptied at the next destruction or start.
        if busy != 0 {
            return Ok(());
        }
        self.write(move |conn| {
            for (key, hash) in &begun {
                conn.execute(sql::DESTROYING_DONE, params![key, hash])?;
            }
            Ok(())
        })
    }
}
