//! What a witness remembers: whose logs it signs for, and the last head it signed of each. Plain
//! files in a folder of its own, so that whoever doubts can read them.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::{Error, folder, private};

/// Bytes of a kept head at most; a note is no larger.
const MOST_BYTES: u64 = 1 << 21;

/// The folder of a witness, held by one process.
#[derive(Debug)]
pub struct Witnessed {
    dir: PathBuf,
    _lock: File,
}

impl Witnessed {
    /// Makes the folder of a witness where there is none, or in an empty one.
    pub fn create(dir: &Path) -> Result<Witnessed, Error> {
        folder::must_be_empty(dir)?;
        private::folder(dir).map_err(Error::file(dir))?;
        let logs = dir.join("logs");
        private::folder(&logs).map_err(Error::file(&logs))?;
        folder::sync_dir(dir)?;
        Witnessed::open(dir)
    }

    /// Opens it.
    pub fn open(dir: &Path) -> Result<Witnessed, Error> {
        if !dir.join("logs").is_dir() {
            return Err(Error::NoFolder(dir.to_owned()));
        }
        Ok(Witnessed { dir: dir.to_owned(), _lock: folder::lock(dir)? })
    }

    /// The keys of the logs it signs for, a line each.
    pub fn trusted(&self) -> Result<Vec<String>, Error> {
        let path = self.trust_file();
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::file(path)(error)),
        }
    }

    /// Signs for one more log from now on.
    pub fn trust(&self, key: &str) -> Result<(), Error> {
        let mut lines = self.trusted()?;
        if !lines.iter().any(|line| line == key) {
            lines.push(key.to_owned());
        }
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.put(&self.trust_file(), text.as_bytes())
    }

    /// The last head it signed of a log, as the note it was; the name of the file is `file`, which
    /// the caller makes of the log's name.
    pub fn last(&self, file: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.dir.join("logs").join(file);
        match fs::metadata(&path) {
            Ok(meta) if MOST_BYTES < meta.len() => {
                Err(Error::Damaged(format!("`{}` is too large", path.display())))
            }
            Ok(_) => fs::read(&path).map(Some).map_err(Error::file(path)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file(path)(error)),
        }
    }

    /// Remembers a head; it is on disk when this answers, and the one before it until then.
    pub fn keep(&self, file: &str, note: &[u8]) -> Result<(), Error> {
        self.put(&self.dir.join("logs").join(file), note)
    }

    fn trust_file(&self) -> PathBuf {
        self.dir.join("trusted")
    }

    /// Puts a file in the place of another: the old or the new is there, whatever happens.
    fn put(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        let new = path.with_extension("new");
        let wrote = private::empty_file(&new).and_then(|mut file| {
            file.write_all(content)?;
            file.sync_all()
        });
        wrote.map_err(Error::file(&new))?;
        fs::rename(&new, path).map_err(Error::file(path))?;
        folder::sync_dir(path.parent().unwrap_or(&self.dir))
    }
}
