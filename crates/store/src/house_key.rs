//! The key under which the office keeps what it must be able to read again and nobody else may:
//! a file of its own in the data folder. No backup holds it, so that whoever has a backup has no
//! secret of anybody's.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::{Error, Random, folder, private};

const FILE: &str = "house.key";

/// The key of a folder; made where there is none. Whoever asks holds the folder's lock.
pub(crate) fn read_or_make(dir: &Path, random: &Random) -> Result<[u8; 32], Error> {
    let path = dir.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => {
            private::file(&path).map_err(Error::file(&path))?;
            let damaged =
                || Error::Damaged(format!("`{FILE}` holds {} bytes, not 32", bytes.len()));
            bytes.as_slice().try_into().map_err(|_| damaged())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut key = [0; 32];
            random(&mut key);
            let new = || {
                let mut file = private::new_file(&path)?;
                file.write_all(&key)?;
                file.sync_all()
            };
            new().map_err(Error::file(&path))?;
            folder::sync_dir(dir)?;
            Ok(key)
        }
        Err(error) => Err(Error::file(path)(error)),
    }
}
