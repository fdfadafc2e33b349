//! What a log asks of a witness (C2SP tlog-witness, `add-checkpoint`) and what the witness decides.

use std::fmt;

use crate::lines::{base64, decimal, first, hash};
use crate::{Algorithm, Checkpoint, Hash, Head, NotACheckpoint, Note};

/// Hashes of a proof at most.
const MOST_HASHES: usize = 63;

/// A checkpoint, and the proof that it continues the one the witness knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the log as the witness knows it, in the log's opinion.
    pub old: u64,
    /// Consistency of that size with the checkpoint's.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The same, signed.
    pub note: Note,
}

/// Why a request is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotARequest {
    /// The bytes are no text.
    #[error("the request is no text")]
    NotText,
    /// The first line is another.
    #[error("the first line must be `old SIZE`")]
    Old,
    /// A line that should be a hash is none, or there are too many.
    #[error("line {0} is no hash of a proof: base64 of 32 bytes, at most 63 lines")]
    Proof(usize),
    /// There is no blank line before the checkpoint.
    #[error("no blank line and checkpoint follow the proof")]
    NoCheckpoint,
    /// What follows is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] NotACheckpoint),
}

/// Why a witness does not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The old size is larger than the checkpoint's.
    #[error("the old size {old} is larger than that of the checkpoint, {size}")]
    Backwards {
        /// As asked.
        old: u64,
        /// Of the checkpoint.
        size: u64,
    },
    /// The witness knows the log at another size.
    #[error("the log is known here at size {known}, not {old}")]
    Moved {
        /// What the witness knows.
        known: u64,
        /// What the log took it to know.
        old: u64,
    },
    /// The log showed another root of this very size before: it has two histories.
    #[error("a fork: at size {} the root was {} and is now {}", known.size, known.root, shown.root)]
    Fork {
        /// What the witness signed.
        known: Head,
        /// What it is shown.
        shown: Head,
    },
    /// The proof does not lead from the known head to this one.
    #[error(
        "the proof does not lead from {}:{} to {}:{}",
        known.size, known.root, shown.size, shown.root
    )]
    Inconsistent {
        /// What the witness signed.
        known: Head,
        /// What it is shown.
        shown: Head,
    },
}

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// It has another form. No signature is looked at.
    pub fn read(body: &[u8]) -> Result<AddCheckpoint, NotARequest> {
        let text = str::from_utf8(body).map_err(|_| NotARequest::NotText)?;
        let (line, mut rest) = first(text).ok_or(NotARequest::Old)?;
        let old = line.strip_prefix("old ").and_then(decimal).ok_or(NotARequest::Old)?;
        let mut proof = Vec::new();
        loop {
            let (line, after) = first(rest).ok_or(NotARequest::NoCheckpoint)?;
            rest = after;
            if line.is_empty() {
                break;
            }
            let number = proof.len() + 2;
            let hash = hash(line).filter(|_| proof.len() < MOST_HASHES);
            proof.push(hash.ok_or(NotARequest::Proof(number))?);
        }
        let (checkpoint, note) = Checkpoint::read(rest.as_bytes())?;
        Ok(AddCheckpoint { old, proof, checkpoint, note })
    }

    /// Whether a witness that knows this head of the log may sign, once the log's signature is
    /// verified. `None`: it has signed none yet. The tree is one of this hash function.
    ///
    /// # Errors
    /// It must not.
    pub fn decide(&self, algorithm: Algorithm, known: Option<Head>) -> Result<(), Refused> {
        let (old, shown) = (self.old, self.checkpoint.head);
        if shown.size < old {
            return Err(Refused::Backwards { old, size: shown.size });
        }
        let known = known.unwrap_or(Head { size: 0, root: algorithm.empty_root() });
        if known.size == shown.size && known.root != shown.root {
            return Err(Refused::Fork { known, shown });
        }
        if old != known.size {
            return Err(Refused::Moved { known: known.size, old });
        }
        algorithm
            .verify_consistency(&known, &shown, &self.proof)
            .map_err(|_| Refused::Inconsistent { known, shown })
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(out, "{}", base64(hash.as_bytes())))?;
        write!(out, "\n{}", self.note)
    }
}
