//! Documents that belong to the record, each sealed under a key of its own and found by its scope
//! and the hash of its content. A document is there whole or not at all, is never changed, and is
//! kept once in a scope however often it is handed in.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use ledger::Hash;
use seal::stream::{Broken, Reading, Sealer};
use seal::{Fingerprint, Key};
use sha2::{Digest as _, Sha256};

use crate::Error;
use crate::shelf::{Label, Shelves, Spot};
use crate::vault::Vault;

/// A document's content, opened piece by piece as it is read.
pub type Content = Reading<File>;

/// What a document's content is sealed for; which document it is, the label of its key says.
const DOCUMENT: &[u8] = b"document";

/// The documents of one scope: of a draft, or of a docket.
#[derive(Clone)]
pub struct BlobStore {
    shelves: Shelves,
    scope: Arc<str>,
    key: Arc<Key>,
    vault: Vault,
}

impl BlobStore {
    pub(crate) fn new(dir: PathBuf, scope: &str, key: Arc<Key>, vault: Vault) -> BlobStore {
        BlobStore { shelves: Shelves::new(dir), scope: Arc::from(scope), key, vault }
    }

    /// The scope: a draft's id, or a docket's.
    pub(crate) fn scope(&self) -> &str {
        &self.scope
    }

    /// Begins to write a document. What is not [finished](BlobWriter::finish) leaves no trace.
    pub fn writer(&self) -> Result<BlobWriter, Error> {
        let own = Key::generate(self.key.profile(), self.vault.random());
        let sealer = Sealer::new(&own, DOCUMENT, self.vault.random());
        let (path, file) = self.shelves.fresh()?;
        let digest = Sha256::new();
        let path = Unfinished(path);
        Ok(BlobWriter { blobs: self.clone(), own, sealer, path, file, digest, length: 0 })
    }

    /// Whether there is a document of this hash; whether it is what it was, [`BlobStore::check`]
    /// says.
    pub fn holds(&self, hash: &Hash) -> bool {
        self.spot(hash).content.is_file()
    }

    /// The document of a hash, read through and held against it.
    pub fn check(&self, hash: &Hash) -> Result<Kept, Error> {
        self.look(&self.spot(hash), hash)
    }

    /// Destroys a document with its key; none there is no error. The key goes first: what is left
    /// if the machine stops in between says nothing.
    pub fn remove(&self, hash: &Hash) -> Result<(), Error> {
        self.spot(hash).remove()
    }

    fn spot(&self, hash: &Hash) -> Spot {
        self.shelves.spot(self.key.fingerprint(), hash)
    }

    /// Reads what lies in a place through.
    fn look(&self, spot: &Spot, hash: &Hash) -> Result<Kept, Error> {
        let (label, file) = match (Label::read(&spot.key), File::open(&spot.content)) {
            (Ok(Some(label)), Ok(file)) => (label, file),
            (Ok(None), _) => return Ok(Kept::Missing),
            (_, Err(error)) if error.kind() == ErrorKind::NotFound => return Ok(Kept::Missing),
            (Ok(Some(_)), Err(error)) => return Err(Error::file(&spot.content)(error)),
            (Err(Error::Damaged(_)), _) => return Ok(Kept::Altered),
            (Err(error), _) => return Err(error),
        };
        match self.open(&label, file, hash) {
            Ok(content) => Ok(Kept::Whole(Box::new(content))),
            Err(Broken::Opening(_)) => Ok(Kept::Altered),
            Err(Broken::Io(error)) if sealed_within(&error) => Ok(Kept::Altered),
            Err(Broken::Io(error)) => Err(Error::file(&spot.content)(error)),
        }
    }

    /// The content under a label, if it is that of this hash.
    fn open(&self, label: &Label, file: File, hash: &Hash) -> Result<Content, Broken> {
        let context = label_context(self.key.fingerprint(), hash);
        let own = self.key.unwrap(&label.wrapped, &context).map_err(Broken::Opening)?;
        let mut content = Reading::new(&own, DOCUMENT, file)?;
        let mut digest = Sha256::new();
        let mut piece = vec![0; 64 * 1024];
        loop {
            match content.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => digest.update(piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == ErrorKind::Interrupted => (),
                Err(error) => return Err(Broken::Io(error)),
            }
        }
        if Hash::from(<[u8; 32]>::from(digest.finalize())) != *hash {
            return Err(Broken::Opening(seal::Opening::Altered));
        }
        content.seek(SeekFrom::Start(0)).map_err(Broken::Io)?;
        Ok(content)
    }
}

/// Whether an error of reading says that what is sealed does not open.
fn sealed_within(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

/// What a document's key is wrapped for.
fn label_context(scope: Fingerprint, hash: &Hash) -> Vec<u8> {
    format!("document {scope} {hash}").into_bytes()
}

/// What lies under a hash.
pub enum Kept {
    /// The very content, to be read from its beginning.
    Whole(Box<Content>),
    /// Something else: the file was altered.
    Altered,
    /// Nothing, or its key was destroyed.
    Missing,
}

/// A document being written.
pub struct BlobWriter {
    blobs: BlobStore,
    own: Key,
    sealer: Sealer,
    path: Unfinished,
    file: File,
    digest: Sha256,
    length: u64,
}

impl BlobWriter {
    /// Writes a piece.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.sealer.push(bytes, &mut self.file).map_err(Error::file(&self.path.0))?;
        self.digest.update(bytes);
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Bytes of content written so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Puts the document in its place, durably; answers its hash. What lies there under this hash
    /// and is not what it was gives way.
    pub fn finish(self) -> Result<Hash, Error> {
        let BlobWriter { blobs, own, sealer, path: unfinished, mut file, digest, .. } = self;
        let hash = Hash::from(<[u8; 32]>::from(digest.finalize()));
        let spot = blobs.spot(&hash);
        if let Kept::Whole(_) = blobs.look(&spot, &hash)? {
            return Ok(hash);
        }
        sealer.finish(&mut file).map_err(Error::file(&unfinished.0))?;
        file.sync_all().map_err(Error::file(&unfinished.0))?;
        let scope = blobs.key.fingerprint();
        let context = label_context(scope, &hash);
        let wrapped = blobs.key.wrap(&own, &context, blobs.vault.random());
        let label = Label { scope, hash, wrapped };
        blobs.shelves.put(&spot, &unfinished.0, &label)?;
        Ok(hash)
    }
}

/// A file that goes unless it was put in its place.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
