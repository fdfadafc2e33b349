//! Files that belong to the record, each under the hash of its content. A file is there whole or
//! not at all, is never changed, and is kept once however often it is handed in.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use ledger::Hash;
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::folder::sync_dir;
use crate::private;

/// The folder of blobs: `ab/abcd…`, named by SHA-256, and `new/` for what is being written.
#[derive(Debug, Clone)]
pub struct BlobStore {
    dir: PathBuf,
}

impl BlobStore {
    pub(crate) fn new(dir: PathBuf) -> BlobStore {
        BlobStore { dir }
    }

    /// Begins to write a blob. What is not [finished](BlobWriter::finish) leaves no trace.
    pub fn writer(&self) -> Result<BlobWriter, Error> {
        let new = self.dir.join("new");
        private::folder(&new).map_err(Error::file(&new))?;
        let (path, file) = fresh(&new)?;
        Ok(BlobWriter { dir: self.dir.clone(), path, file, digest: Sha256::new(), length: 0 })
    }

    /// Opens a blob as it lies there; `None` if there is none with this hash. Whether it is what it
    /// was, [`BlobStore::check`] says.
    pub fn open(&self, hash: &Hash) -> Result<Option<File>, Error> {
        let path = place(&self.dir, hash);
        match File::open(&path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file(path)(error)),
        }
    }

    /// The blob of a hash, read through and held against it.
    pub fn check(&self, hash: &Hash) -> Result<Kept, Error> {
        look(&self.dir, hash)
    }

    /// Takes away a blob that nothing names any more; none there is no error.
    pub(crate) fn remove(&self, hash: &Hash) -> Result<(), Error> {
        let path = place(&self.dir, hash);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file(path)(error)),
            _ => Ok(()),
        }
    }

    /// Removes what uploads left behind that ended with the process. To be called when none run.
    pub fn sweep(&self) -> Result<(), Error> {
        let new = self.dir.join("new");
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::file(new)(error)),
            _ => Ok(()),
        }
    }

    /// Every blob with its file, in the order of their hashes.
    pub(crate) fn all(&self) -> Result<Vec<(Hash, PathBuf)>, Error> {
        let mut blobs = Vec::new();
        for shelf in entries(&self.dir)? {
            if shelf.ends_with("new") || !shelf.is_dir() {
                continue;
            }
            for path in entries(&shelf)? {
                let name = path.file_name().and_then(|name| name.to_str());
                if let Some(hash) = name.and_then(|name| name.parse().ok()) {
                    blobs.push((hash, path));
                }
            }
        }
        blobs.sort();
        Ok(blobs)
    }
}

/// What lies under a hash.
#[derive(Debug)]
pub enum Kept {
    /// The very content, to be read from its beginning.
    Whole(File),
    /// Something else: the file was altered.
    Altered,
    /// Nothing.
    Missing,
}

/// A blob being written.
#[derive(Debug)]
pub struct BlobWriter {
    dir: PathBuf,
    path: PathBuf,
    file: File,
    digest: Sha256,
    length: u64,
}

impl BlobWriter {
    /// Writes a piece.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(Error::file(&self.path))?;
        self.digest.update(bytes);
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Bytes written so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Puts the blob in its place, durably; answers its hash. What lies there under this hash and
    /// is not what it was gives way.
    pub fn finish(mut self) -> Result<Hash, Error> {
        let digest = std::mem::take(&mut self.digest).finalize();
        let hash = Hash::from(<[u8; 32]>::from(digest));
        if let Kept::Whole(_) = look(&self.dir, &hash)? {
            return Ok(hash);
        }
        let path = place(&self.dir, &hash);
        self.file.sync_all().map_err(Error::file(&self.path))?;
        let shelf = shelf(&self.dir, &hash);
        let is_new = !shelf.exists();
        private::folder(&shelf).map_err(Error::file(&shelf))?;
        fs::rename(&self.path, &path).map_err(Error::file(&path))?;
        sync_dir(&shelf)?;
        if is_new {
            sync_dir(&self.dir)?;
        }
        Ok(hash)
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        // Gone already if it was put in its place.
        let _ = fs::remove_file(&self.path);
    }
}

/// Reads what lies under a hash through.
fn look(dir: &Path, hash: &Hash) -> Result<Kept, Error> {
    let path = place(dir, hash);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kept::Missing),
        Err(error) => return Err(Error::file(path)(error)),
    };
    let mut digest = Sha256::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut piece).map_err(Error::file(&path))?;
        match piece.get(..read) {
            None | Some([]) => break,
            Some(bytes) => digest.update(bytes),
        }
    }
    if Hash::from(<[u8; 32]>::from(digest.finalize())) != *hash {
        return Ok(Kept::Altered);
    }
    file.rewind().map_err(Error::file(path))?;
    Ok(Kept::Whole(file))
}

fn shelf(dir: &Path, hash: &Hash) -> PathBuf {
    let name: String = hash.to_string().chars().take(2).collect();
    dir.join(name)
}

/// Where a blob belongs.
pub(crate) fn place(dir: &Path, hash: &Hash) -> PathBuf {
    shelf(dir, hash).join(hash.to_string())
}

/// A file with a name nobody has.
fn fresh(dir: &Path) -> Result<(PathBuf, File), Error> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let nth = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = dir.join(format!("{}-{nth}", std::process::id()));
        match private::new_file(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
            Err(error) => return Err(Error::file(path)(error)),
        }
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
