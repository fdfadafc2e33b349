//! What leaves the house for somebody: papers packed (ZIP) and sealed to the keys of those they are
//! for (age-encryption.org/v1), while they are sent. Nothing of it lies on a disk in the open, and
//! nothing of it is held in memory but the piece on its way.

use std::io::{self, Write};

use age::x25519::Recipient;
use axum::body::Body;
use inspect::Packing;
use law::Words;
use store::{BlobStore, Hash, Kept};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::problem::{Fault, Problem};

/// Keys that a parcel can be sealed to at most.
pub const MOST_RECIPIENTS: usize = 20;
/// Pieces that wait to be sent at most.
const WAITING: usize = 4;

/// Whom a parcel is for: the public keys of those who open it.
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads keys as `age-keygen` prints them, `age1…` (Bech32).
    ///
    /// # Errors
    /// One is no such key, or there are too many; every fault at once, by its place in `field`.
    pub fn read(field: &str, keys: &[String]) -> Result<Recipients, Problem> {
        let mut faults = Vec::new();
        if keys.is_empty() || MOST_RECIPIENTS < keys.len() {
            let text = Words::new(
                format!("应有 1 至 {MOST_RECIPIENTS} 个公钥"),
                format!("1 to {MOST_RECIPIENTS} keys are expected"),
            );
            faults.push(Fault::new(format!("/{field}"), text));
        }
        let mut read = Vec::new();
        for (index, key) in keys.iter().enumerate().take(MOST_RECIPIENTS) {
            match key.trim().parse() {
                Ok(key) => read.push(key),
                Err(_) => faults.push(Fault::new(format!("/{field}/{index}"), no_key())),
            }
        }
        if faults.is_empty() { Ok(Recipients(read)) } else { Err(Problem::faulty(faults)) }
    }
}

fn no_key() -> Words {
    Words::new(
        "不是 age 公钥：应以 age1 开头，由 age-keygen 生成（私钥 AGE-SECRET-KEY 不得交出）",
        "no public key of age: one begins with age1 and is printed by age-keygen (a secret key, \
         AGE-SECRET-KEY, is given to nobody)",
    )
}

/// A paper of a parcel.
pub struct Paper {
    /// Its path in the archive; no two are the same.
    pub path: String,
    /// What it says.
    pub content: Content,
}

/// What a paper says.
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A kept file.
    Kept(BlobStore, Hash),
}

/// A parcel as it is sent. Where a file turns out to be damaged on the way the answer breaks off,
/// and no `age` opens what came: each piece of it is sealed, the last one as the last.
///
/// # Errors
/// The keys cannot be used together.
pub fn sent(papers: Vec<Paper>, recipients: &Recipients) -> Result<Body, Problem> {
    let keys = recipients.0.iter().map(|key| -> &dyn age::Recipient { key });
    let encryptor = age::Encryptor::with_recipients(keys);
    let encryptor = encryptor.map_err(|error| Problem::broken(&error))?;
    let (pieces, stream) = channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let sealed = encryptor.wrap_output(Pieces(pieces.clone()));
        let done = sealed.and_then(|sealed| pack(papers, sealed)?.finish()?.flush());
        if let Err(error) = done {
            // Nobody is left to tell where the other end hung up.
            let _gone = pieces.blocking_send(Err(error));
        }
    });
    Ok(flowing(stream))
}

/// An answer that goes out as its pieces come.
pub fn flowing(stream: Receiver<io::Result<Vec<u8>>>) -> Body {
    Body::from_stream(futures_util::stream::unfold(stream, |mut stream| async move {
        stream.recv().await.map(|piece| (piece, stream))
    }))
}

fn pack<W: Write>(papers: Vec<Paper>, into: W) -> io::Result<W> {
    let mut packing = Packing::new(into);
    for paper in papers {
        match paper.content {
            Content::Bytes(bytes) => packing.add(&paper.path, bytes.as_slice())?,
            Content::Kept(blobs, hash) => {
                let kept = blobs.check(&hash).map_err(io::Error::other)?;
                let Kept::Whole(content) = kept else {
                    return Err(io::Error::other("a file is not what the record says"));
                };
                packing.add(&paper.path, content)?;
            }
        }
    }
    packing.finish()
}

/// Writes into the answer.
struct Pieces(Sender<io::Result<Vec<u8>>>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(bytes.to_vec()));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
