//! Where documents lie, sealed: `ab/abcd…` the content, `ab/abcd….key` its key with a label, and
//! `new/` what is being written. The names say neither key nor hash; the labels do, for those who
//! copy a folder or hold it against the record.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::Hash;
use seal::Fingerprint;
use sha2::{Digest as _, Sha256};

use crate::folder::sync_dir;
use crate::{Error, private};

/// The folder of all documents.
#[derive(Debug, Clone)]
pub struct Shelves {
    dir: PathBuf,
}

/// Where a document lies.
pub(crate) struct Spot {
    /// Its content.
    pub content: PathBuf,
    /// Its key.
    pub key: PathBuf,
    shelf: PathBuf,
}

/// What is kept beside a document.
pub(crate) struct Label {
    /// The key that wraps its own: that of a draft, and of the docket the draft became.
    pub scope: Fingerprint,
    /// SHA-256 of its content.
    pub hash: Hash,
    /// Its key, wrapped.
    pub wrapped: Vec<u8>,
}

/// The longest label: a scope's name, a hash and a wrapped key are far shorter.
const LONGEST_LABEL: u64 = 4096;

impl Label {
    /// Reads the label of a document; `None` if there is none.
    pub(crate) fn read(path: &Path) -> Result<Option<Label>, Error> {
        let mut bytes = Vec::new();
        match File::open(path) {
            Ok(file) => file.take(LONGEST_LABEL).read_to_end(&mut bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => Err(error),
        }
        .map_err(Error::file(path))?;
        let label = Label::of(&bytes);
        let wrong = || Error::Damaged(format!("`{}` is no key of a document", path.display()));
        label.map(Some).ok_or_else(wrong)
    }

    /// A line with the name of the key, a line with the hash, the key.
    fn of(bytes: &[u8]) -> Option<Label> {
        let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
        let scope = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
        let hash = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
        Some(Label { scope, hash, wrapped: parts.next()?.to_vec() })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{}\n{}\n", self.scope, self.hash).into_bytes();
        bytes.extend_from_slice(&self.wrapped);
        bytes
    }
}

impl Spot {
    /// Takes away what lies there, the key first.
    pub(crate) fn remove(&self) -> Result<(), Error> {
        for path in [&self.key, &self.content] {
            match fs::remove_file(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => (),
                Err(error) => return Err(Error::file(path)(error)),
                Ok(()) => sync_dir(&self.shelf)?,
            }
        }
        Ok(())
    }
}

impl Shelves {
    pub(crate) fn new(dir: PathBuf) -> Shelves {
        Shelves { dir }
    }

    /// Where the document of a hash lies that is sealed under a key of this name.
    pub(crate) fn spot(&self, scope: Fingerprint, hash: &Hash) -> Spot {
        let digest = Sha256::digest(format!("{scope} {hash}"));
        let name = Hash::from(<[u8; 32]>::from(digest)).to_string();
        let shelf = self.dir.join(name.get(..2).unwrap_or_default());
        let key = shelf.join(format!("{name}.key"));
        Spot { content: shelf.join(name), key, shelf }
    }

    /// Removes what uploads left behind that ended with the process. To be called when none run.
    pub fn sweep(&self) -> Result<(), Error> {
        let new = self.dir.join("new");
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file(new)(error)),
            _ => Ok(()),
        }
    }

    /// A file with a name nobody has.
    pub(crate) fn fresh(&self) -> Result<(PathBuf, File), Error> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let new = self.dir.join("new");
        private::folder(&new).map_err(Error::file(&new))?;
        loop {
            let nth = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = new.join(format!("{}-{nth}", std::process::id()));
            match private::new_file(&path) {
                Ok(file) => return Ok((path, file)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
                Err(error) => return Err(Error::file(path)(error)),
            }
        }
    }

    /// Puts a written document in its place with its label, durably.
    pub(crate) fn put(&self, spot: &Spot, written: &Path, label: &Label) -> Result<(), Error> {
        let is_new = !spot.shelf.exists();
        private::folder(&spot.shelf).map_err(Error::file(&spot.shelf))?;
        let (path, mut file) = self.fresh()?;
        let wrote = file.write_all(&label.bytes()).and_then(|()| file.sync_all());
        wrote.map_err(Error::file(&path))?;
        // What lay here was not what it was: without its key first, the new key never stands beside
        // the old content.
        spot.remove()?;
        for (from, to) in [(written, &spot.content), (path.as_path(), &spot.key)] {
            fs::rename(from, to).map_err(Error::file(to))?;
        }
        sync_dir(&spot.shelf)?;
        if is_new {
            sync_dir(&self.dir)?;
        }
        Ok(())
    }

    /// The names of all files on the shelves, each with its shelf, in their order.
    pub(crate) fn all(&self) -> Result<Vec<PathBuf>, Error> {
        let mut files = Vec::new();
        for shelf in entries(&self.dir)? {
            if shelf.ends_with("new") || !shelf.is_dir() {
                continue;
            }
            files.extend(entries(&shelf)?);
        }
        files.sort();
        Ok(files)
    }

    /// Copies a file from other shelves into the same place here, durably; answers whether it is a
    /// document's content.
    pub(crate) fn copy(&self, from: &Path) -> Result<bool, Error> {
        let name = from.file_name().unwrap_or_default();
        let shelf = self.dir.join(from.parent().and_then(Path::file_name).unwrap_or_default());
        private::folder(&shelf).map_err(Error::file(&shelf))?;
        let (path, mut file) = self.fresh()?;
        let mut source = File::open(from).map_err(Error::file(from))?;
        let copied = std::io::copy(&mut source, &mut file).and_then(|_| file.sync_all());
        copied.map_err(Error::file(&path))?;
        let to = shelf.join(name);
        fs::rename(&path, &to).map_err(Error::file(&to))?;
        sync_dir(&shelf)?;
        Ok(to.extension().is_none())
    }
}

/// The paths in a folder; none if there is no such folder.
fn entries(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let found = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(Error::file(dir))?,
    };
    found.map(|entry| Ok(entry.map_err(Error::file(dir))?.path())).collect()
}
