//! Folders and files that nobody but the account of this process may open, whatever the umask says:
//! a data folder holds what parties hand in and the hashes of passwords.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder and those above it that are not there; this one is closed to others, also where
/// it was there before.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        made(path)?;
    }
    close(path, 0o700)
}

/// A new file; an error if there is one.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    opened(options, path)
}

/// The file, emptied, or a new one; closed to others.
pub(crate) fn empty_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    opened(options, path)
}

/// A file that is there, closed to others.
pub(crate) fn file(path: &Path) -> io::Result<()> {
    close(path, 0o600)
}

#[cfg(unix)]
fn made(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(unix)]
fn opened(mut options: OpenOptions, path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600).open(path)
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

// Where there are no modes, the folder's owner decides by other means.
#[cfg(not(unix))]
fn made(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(not(unix))]
fn opened(options: OpenOptions, path: &Path) -> io::Result<File> {
    options.open(path)
}

#[cfg(not(unix))]
fn close(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
