//! The only SQL and the only blobs: a data folder that holds the record (streams of entries, each a
//! leaf of one append-only ledger), what lists know of it, and what is kept beside it. An act is
//! answered only when it is on disk. Knows entries as text; must never know what they mean, what
//! the law says, who may read them, a clock or a network.

mod act;
mod append;
mod backup;
mod batch;
mod blob;
pub mod desk;
mod error;
mod files;
mod folder;
mod house_key;
mod keys;
mod leaves;
mod list;
mod private;
mod projection;
mod reader;
mod rebuild;
mod sql;
mod store;
#[cfg(test)]
mod together;
mod verify;
mod writer;

pub use append::{
    Also, Append, Content, Idempotency, NewEntry, Numbered, Receipt, Stored, StreamId, Written,
};
pub use backup::{Copied, restore};
pub use blob::{BlobStore, BlobWriter, Kept};
pub use error::{AppendError, Error};
pub use files::{FileFault, FileFaultKind, FilesVerified};
pub use folder::{format, migrate};
pub use ledger::{Hash, Head};
pub use list::{Cursor, Order, Page, Query, Row, Shown};
pub use projection::{Due, Projection, Standing};
pub use reader::{Inclusion, Reader, SealedEntry};
pub use rebuild::Rebuilt;
pub use store::{Options, Random, Store};
pub use verify::{Fault, Named, Verified};
