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
        let logs = dir.join(LOGS);
        private::folder(&logs).map_err(Error::file(&logs))?;
        folder::sync_dir(dir)?;
        Witnessed::open(dir)
    }

    /// Opens it.
    pub fn open(dir: &Path) -> Result<Witnessed, Error> {
        must_be_one(dir)?;
        Ok(Witnessed { dir: dir.to_owned(), _lock: folder::lock(dir)? })
    }

    /// The logs it signs for: name and key, a line each. Read anew each time.
    pub fn trusted(&self) -> Result<Vec<String>, Error> {
        trusted(&self.dir)
    }

    /// Has the witness of a folder sign for one more log from now on; it may run meanwhile.
    pub fn trust(dir: &Path, line: &str) -> Result<(), Error> {
        must_be_one(dir)?;
        let mut lines = trusted(dir)?;
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        put(&dir.join(TRUSTED), text.as_bytes())
    }

    /// The last head it signed of a log, as the note it was; the name of the file is `file`, which
    /// the caller makes of the log's name.
    pub fn last(&self, file: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.dir.join(LOGS).join(file);
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
        put(&self.dir.join(LOGS).join(file), note)
    }

    /// Every note that a witness of this folder signed or refused, with the name of its file.
    pub fn notes(dir: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
        must_be_one(dir)?;
        let logs = dir.join(LOGS);
        let mut notes = Vec::new();
        for entry in fs::read_dir(&logs).map_err(Error::file(&logs))? {
            let path = entry.map_err(Error::file(&logs))?.path();
            if path.extension().is_none() {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                notes.push((name, fs::read(&path).map_err(Error::file(&path))?));
            }
        }
        notes.sort();
        Ok(notes)
    }
}

/// The file of the logs it signs for.
const TRUSTED: &str = "trusted";
/// The folder of the heads it signed.
const LOGS: &str = "logs";

fn must_be_one(dir: &Path) -> Result<(), Error> {
    match dir.join(LOGS).is_dir() {
        true => Ok(()),
        false => Err(Error::NoFolder(dir.to_owned())),
    }
}

fn trusted(dir: &Path) -> Result<Vec<String>, Error> {
    let path = dir.join(TRUSTED);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::file(path)(error)),
    }
}

/// Puts a file in the place of another: the old or the new is there, whatever happens.
fn put(path: &Path, content: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    let wrote = private::empty_file(&new).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    wrote.map_err(Error::file(&new))?;
    fs::rename(&new, path).map_err(Error::file(path))?;
    path.parent().map_or(Ok(()), folder::sync_dir)
}
