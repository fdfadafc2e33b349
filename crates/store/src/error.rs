//! What can go wrong.

use std::path::PathBuf;

use crate::Receipt;

/// The store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database answered with an error.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("`{path}`: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no data folder.
    #[error("`{0}` is no data folder of Anshen")]
    NoFolder(PathBuf),
    /// A folder that must be empty is not.
    #[error("`{0}` is not empty")]
    NotEmpty(PathBuf),
    /// Another process writes to the folder.
    #[error("`{0}` is in use by another process")]
    InUse(PathBuf),
    /// The folder was written by a newer program.
    #[error(
        "the data folder has format {found}, this program knows up to {known}: use a newer one"
    )]
    NewerFolder {
        /// Format of the folder.
        found: u32,
        /// Newest format this program knows.
        known: u32,
    },
    /// The folder was written by an older program.
    #[error("the data folder has format {found}, this program writes {known}: `anshen migrate` it")]
    OlderFolder {
        /// Format of the folder.
        found: u32,
        /// Format this program writes.
        known: u32,
    },
    /// What is stored is not what this crate stores.
    #[error("the record is damaged: {0}")]
    Damaged(String),
    /// The keys that open the content are not at hand.
    #[error("the keys that open what is kept are not at hand: name the key file")]
    NoKeys,
    /// The content was destroyed with its key.
    #[error("the content of `{0}` was destroyed")]
    Destroyed(String),
    /// What is sealed does not open.
    #[error("`{what}` does not open: {source}")]
    Sealed {
        /// What it is.
        what: String,
        /// Why not.
        source: seal::Opening,
    },
    /// A sealed document does not open, or could not be read.
    #[error("a sealed document does not open: {0}")]
    Broken(#[from] seal::stream::Broken),
    /// What a change rests on was changed by somebody else meanwhile. Nothing was written.
    #[error("{0}")]
    Overtaken(&'static str),
    /// Another review has the number: its counter was set back. Nothing was written.
    #[error("the number `{0}` is in use: the counter is behind; `anshen rebuild` sets it right")]
    NumberUsed(String),
    /// An append without entries, or one longer than a stream can be.
    #[error("an append must bring entries, at most {} in a stream", u32::MAX)]
    Length,
    /// A cursor that no list gave out.
    #[error("`{0}` is no cursor of this list")]
    Cursor(String),
    /// No such entry, or no such size of the ledger.
    #[error("the ledger of {size} entries has no {asked}")]
    OutOfRange {
        /// Asked for.
        asked: u64,
        /// Entries there are.
        size: u64,
    },
    /// More waits to be written than the queue holds.
    #[error("too much waits to be written: try again")]
    Busy,
    /// The writer has ended, on request or because the disk no longer keeps what it is given.
    #[error("the store no longer writes")]
    Closed,
}

impl Error {
    /// Names what does not open.
    pub(crate) fn sealed(what: &str) -> impl FnOnce(seal::Opening) -> Error + use<> {
        let what = what.to_owned();
        |source| Error::Sealed { what, source }
    }

    /// Names the file an input/output error happened to.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        |source| Error::File { path: path.into(), source }
    }
}

/// Why an act was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody wrote first: the stream has this length now. Nothing was written.
    #[error("the docket has {length} entries by now")]
    Moved {
        /// Entries there are.
        length: u32,
    },
    /// The same request under the same key was appended before; this is what was answered then.
    #[error("appended before")]
    Replayed(Receipt),
    /// The key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The store failed. Whether the act is on the record is known from the record alone; the same
    /// act under the same key can be sent again.
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<rusqlite::Error> for AppendError {
    fn from(error: rusqlite::Error) -> AppendError {
        AppendError::Store(Error::Database(error))
    }
}
