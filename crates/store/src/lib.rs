//! The only SQL and the only blobs: a data folder that holds the record (streams of entries, each a
//! leaf of one append-only ledger), what lists know of it, and what is kept beside it. An act is
//! answered only when it is on disk. Knows entries as text; must never know what they mean, what
//! the law says, who may read them, a clock or a network.

mod act;
mod append;
mod backup;
mod batch;
mod blob;
mod contents;
pub mod desk;
pub mod destroy;
mod error;
mod files;
mod folder;
mod format_12;
mod format_4;
mod growing;
mod house_key;
mod keys;
mod leaves;
mod list;
mod log;
mod numbers;
mod opened;
mod private;
mod projection;
mod reader;
mod rebuild;
mod rotate;
mod second;
mod shelf;
mod sql;
mod store;
#[cfg(test)]
mod together;
mod vault;
mod verify;
mod witnessed;
mod writer;

pub use append::{
    Also, Append, Content, Idempotency, NewEntry, Numbered, Reading, Receipt, Stored, StreamId,
    Written,
};
pub use backup::{Copied, restore};
pub use blob::{BlobStore, BlobWriter, Content as Document, Kept};
pub use error::{AppendError, Error};
pub use files::{FileFault, FileFaultKind, FilesVerified};
pub use folder::{format, migrate};
pub use ledger::{Algorithm, Hash, Head};
pub use list::{Cursor, Order, Page, Query, Row, Shown};
pub use log::{Inclusion, Signed};
pub use opened::{Opened, SealedEntry};
pub use projection::{Due, Projection, Standing};
pub use reader::Reader;
pub use rebuild::Rebuilt;
pub use shelf::Shelves;
pub use store::{Options, Random, Store};
pub use verify::{ContentSeen, Destroyed, Fault, Named, Verified};
pub use witnessed::Witnessed;
