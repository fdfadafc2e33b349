//! From folder format 3 to 4: what lay open is sealed, row by row and document by document. Leaves
//! and chain do not change: they are made of commitments, and those stay.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ledger::Hash;
use rusqlite::{Connection, params};
use seal::Key;

use crate::vault::{ANSWERS, LISTS, Place, Side, Vault};
use crate::{BlobStore, Error, Shelves, desk, folder, sql};

/// Seals all rows, within the transaction that climbs.
pub(crate) fn seal(conn: &Connection, vault: &Vault) -> Result<(), Error> {
    conn.execute_batch(sql::SCHEMA_4)?;
    conn.execute_batch(desk::SCHEMA_4)?;
    let lists = vault.begin(conn, LISTS)?;
    vault.begin(conn, ANSWERS)?;
    let mut scopes = Scopes { conn, vault, open: HashMap::new() };
    drafts(&mut scopes)?;
    record(&mut scopes)?;
    reviews(conn, vault, &lists)?;
    conn.execute_batch(sql::SCHEMA_4_END)?;
    conn.execute_batch(desk::SCHEMA_4_END)?;
    Ok(())
}

/// The scopes begun so far.
struct Scopes<'a> {
    conn: &'a Connection,
    vault: &'a Vault,
    open: HashMap<String, Arc<Key>>,
}

impl Scopes<'_> {
    /// The key of a scope, which begins with its first use.
    fn key(&mut self, scope: &str) -> Result<Arc<Key>, Error> {
        if let Some(key) = self.open.get(scope) {
            return Ok(Arc::clone(key));
        }
        let key = self.vault.begin(self.conn, scope)?;
        self.open.insert(scope.to_owned(), Arc::clone(&key));
        Ok(key)
    }

    /// Has a docket's scope take over the key of the draft it came from.
    fn take_over(&mut self, draft: &str, docket: &str) -> Result<(), Error> {
        let key = self.key(draft)?;
        let wrapped = self.vault.wrap(&key, docket)?;
        crate::vault::keep(self.conn, docket, &wrapped)?;
        self.open.insert(docket.to_owned(), key);
        Ok(())
    }
}

fn drafts(scopes: &mut Scopes<'_>) -> Result<(), Error> {
    let (conn, vault) = (scopes.conn, scopes.vault);
    let mut filings = conn.prepare(desk::FILING_PLAIN)?;
    let mut rows = filings.query([])?;
    while let Some(row) = rows.next()? {
        let (id, subject, answers): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let key = scopes.key(&id)?;
        let subject = vault.seal(&key, &Place::Column("subject", &id), subject.as_bytes());
        let answers = vault.seal(&key, &Place::Column("answers", &id), answers.as_bytes());
        conn.prepare_cached(desk::FILING_SEALED_ADD)?.execute(params![subject, answers, id])?;
        if let Some(docket) = row.get::<_, Option<String>>(3)? {
            scopes.take_over(&id, &docket)?;
        }
    }
    let mut materials = conn.prepare(desk::MATERIAL_PLAIN)?;
    let mut rows = materials.query([])?;
    while let Some(row) = rows.next()? {
        let (filing, material, name): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let at = desk::filing::row_of(&filing, &material);
        let name =
            vault.seal(&*scopes.key(&filing)?, &Place::Column("material", &at), name.as_bytes());
        let mut add = conn.prepare_cached(desk::MATERIAL_SEALED_ADD)?;
        add.execute(params![name, filing, material])?;
    }
    let mut files = conn.prepare(desk::FILE_PLAIN)?;
    let mut rows = files.query([])?;
    while let Some(row) = rows.next()? {
        let (id, review, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let key = scopes.key(&review)?;
        let name = vault.seal(&key, &Place::Column("file", &id), name.as_bytes());
        conn.prepare_cached(desk::FILE_SEALED_ADD)?.execute(params![name, id])?;
    }
    Ok(())
}

fn record(scopes: &mut Scopes<'_>) -> Result<(), Error> {
    let (conn, vault) = (scopes.conn, scopes.vault);
    let mut last: i64 = 0;
    loop {
        let mut plain = conn.prepare_cached(sql::ENTRY_PLAIN)?;
        let mut rows = plain.query([last])?;
        let before = last;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            let (stream, position): (String, u32) = (row.get(2)?, row.get(3)?);
            let (payload, salt): (String, Vec<u8>) = (row.get(5)?, row.get(6)?);
            let key = scopes.key(&stream)?;
            let place = Place::Entry(&stream, position);
            let own = Key::generate(key.profile(), vault.random());
            let content = ledger::commitment(&salt, payload.as_bytes());
            let salted = [salt.as_slice(), payload.as_bytes()].concat();
            conn.prepare_cached(sql::ENTRY_SEALED_ADD)?.execute(params![
                last,
                row.get::<_, i64>(1)?,
                position,
                row.get::<_, i64>(4)?,
                vault.seal(&own, &place, &salted),
                content.as_bytes(),
                row.get::<_, Vec<u8>>(7)?,
                row.get::<_, Vec<u8>>(8)?,
            ])?;
            let wrapped = key.wrap(&own, &place.context(), vault.random());
            conn.prepare_cached(sql::ENTRY_KEY_ADD)?.execute(params![last, wrapped])?;
        }
        if last == before {
            return Ok(());
        }
    }
}

fn reviews(conn: &Connection, vault: &Vault, lists: &Key) -> Result<(), Error> {
    let mut last: i64 = i64::MIN;
    loop {
        let mut plain = conn.prepare_cached(sql::REVIEW_PLAIN)?;
        let mut rows = plain.query([last])?;
        let before = last;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            let at = last.to_string();
            let seal = |column, index| -> Result<Vec<u8>, Error> {
                let text: String = row.get(index)?;
                Ok(vault.seal(lists, &Place::Column(column, &at), text.as_bytes()))
            };
            let (title, text, search) = (seal("title", 1)?, seal("text", 2)?, seal("search", 3)?);
            conn.prepare_cached(sql::REVIEW_SEALED_ADD)?.execute(params![title, last])?;
            let mut add = conn.prepare_cached(sql::REVIEW_TEXT_SEALED_ADD)?;
            add.execute(params![last, text, search])?;
        }
        if last == before {
            return Ok(());
        }
    }
}

/// Seals the documents that lie open, each in every scope that names it, and takes what lay open
/// away. May be done again after it was broken off: what is sealed already is left.
///
/// # Errors
/// [`Error::Damaged`] if a document is not what its name says; it is left as it lies.
pub(crate) fn seal_documents(dir: &Path, conn: &Connection, vault: &Vault) -> Result<(), Error> {
    let blobs = folder::blobs(dir);
    let mut query = conn.prepare(desk::DOCUMENT_ALL)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (scope, hash): (String, [u8; 32]) = (row.get(0)?, row.get(1)?);
        let hash = Hash::from(hash);
        let open = open_place(&blobs, &hash);
        let key = match vault.scope(conn, Side::Reading, &scope) {
            Err(Error::Destroyed(_)) => continue,
            key => key?,
        };
        let sealed = BlobStore::new(blobs.clone(), &scope, key, vault.clone());
        if open.is_file() && !sealed.holds(&hash) {
            seal_document(&open, &sealed, &hash)?;
        }
    }
    // What nothing names was let go already, or never handed in.
    for file in Shelves::new(blobs).all()? {
        let named = file.extension().is_some() || file.with_extension("key").is_file();
        if !named {
            fs::remove_file(&file).map_err(Error::file(&file))?;
        }
    }
    Ok(())
}

fn seal_document(open: &Path, sealed: &BlobStore, hash: &Hash) -> Result<(), Error> {
    let mut file = File::open(open).map_err(Error::file(open))?;
    let mut writer = sealed.writer()?;
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut piece).map_err(Error::file(open))?;
        match piece.get(..read) {
            None | Some([]) => break,
            Some(bytes) => writer.write(bytes)?,
        }
    }
    let found = writer.finish()?;
    if found != *hash {
        sealed.remove(&found)?;
        return Err(Error::Damaged(format!("the document `{hash}` is not what it was")));
    }
    Ok(())
}

/// Where format 3 kept a document: under its hash.
fn open_place(blobs: &Path, hash: &Hash) -> PathBuf {
    let name = hash.to_string();
    blobs.join(name.get(..2).unwrap_or_default()).join(name)
}
