//! Copies of a data folder: taken while it is in use, and put back into an empty one.

use std::fs::{self, File};
use std::path::Path;

use ledger::Head;
use rusqlite::Connection;

use crate::{Error, Reader, Shelves, folder};

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// The ledger of the copy.
    pub head: Head,
    /// Blobs of the copy.
    pub blobs: u64,
    /// Bytes of the database file.
    pub bytes: u64,
}

impl Reader {
    /// Copies the folder as it stands at one moment into `to`, an empty or new folder, itself a
    /// data folder then. Writing goes on meanwhile.
    pub fn backup(&self, to: &Path) -> Result<Copied, Error> {
        copy(self.dir(), to)
    }
}

/// Puts a backup back into `to`, an empty or new folder. Content stays sealed on the way: record
/// and documents are to be [verified](Reader::verify) then, with the keys.
pub fn restore(from: &Path, to: &Path) -> Result<Copied, Error> {
    copy(from, to)
}

fn copy(from: &Path, to: &Path) -> Result<Copied, Error> {
    let source = folder::reading(from)?;
    folder::must_be_empty(to)?;
    let blobs = folder::blobs(to);
    folder::make(to)?;
    let path = folder::database(to);
    copy_database(&source, &path)?;
    // The database first: whatever it names was in its place before, and blobs are never removed.
    let mut count = 0;
    let shelves = Shelves::new(blobs);
    for file in Shelves::new(folder::blobs(from)).all()? {
        count += u64::from(shelves.copy(&file)?);
    }
    shelves.sweep()?;
    folder::sync_dir(to)?;
    let bytes = fs::metadata(&path).map_err(Error::file(&path))?.len();
    Ok(Copied { head: Reader::open(to, 1, None)?.head()?, blobs: count, bytes })
}

/// All pages in one step: within it the source stands still for us and for nobody else.
fn copy_database(source: &Connection, path: &Path) -> Result<(), Error> {
    let mut target = Connection::open(path)?;
    rusqlite::backup::Backup::new(source, &mut target)?.step(-1)?;
    let sound: String = target.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if sound != "ok" {
        return Err(Error::Damaged(sound));
    }
    drop(target);
    let synced = File::open(path).and_then(|file| file.sync_all());
    synced.map_err(Error::file(path))
}
