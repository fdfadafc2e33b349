//! What a receipt proves to whoever has the office's keys and nothing else.

use ledger::{Hash, Head, verify_inclusion};

use super::{FORMAT, Receipt, Statement, from_hex};
use crate::sign::{Algorithm, Signature, VerifyingKey};

/// A part of a receipt that does not fit the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The statement, or its signature of this algorithm: one of them was changed.
    Statement(Algorithm),
    /// Entry and leaf name different places.
    Place,
    /// The checkpoint is not signed by the office.
    Checkpoint,
    /// The proof does not lead from the leaf to the checkpoint.
    Proof,
    /// The opening is not what the entry was sealed with.
    Opening,
    /// The time stamp is not of this statement.
    Stamp,
}

impl Part {
    /// Where it stands in the file.
    pub fn pointer(self) -> &'static str {
        match self {
            Part::Statement(_) => "/statement",
            Part::Place => "/statement/leaf",
            Part::Checkpoint => "/proof/checkpoint",
            Part::Proof => "/proof/path",
            Part::Opening => "/opening",
            Part::Stamp => "/stamp",
        }
    }
}

/// What is to be said of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All that could be checked fits.
    Genuine {
        /// These signatures were checked.
        signatures: Vec<Algorithm>,
        /// Whether a key that is trusted signed the checkpoint, too.
        log: Logged,
    },
    /// These parts do not fit.
    Altered(Vec<Part>),
    /// No signature is by a key that is trusted.
    Unknown,
}

/// Whether a log that is trusted vouches for the head of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logged {
    /// Its key is known and signed it.
    Yes,
    /// Its key is not known to whoever asks.
    NotAsked,
}

/// What a checkpoint is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// The head of a log, and whether its signature was checked.
    Head(Head, Logged),
    /// No checkpoint, or one with a false signature.
    False,
}

/// The leaf that a statement says its entry is; none where a hash in it is no hash.
pub fn leaf(statement: &Statement) -> Option<Hash> {
    let of = &statement.leaf;
    let commitment = from_hex(&of.commitment).filter(|bytes| bytes.len() == 32)?;
    let position = of.position.to_be_bytes();
    let recorded = of.recorded_us.to_be_bytes();
    let stream = of.stream.as_bytes();
    Some(ledger::leaf(&[&commitment, position.as_slice(), &recorded, stream].concat()))
}

/// Checks a receipt against the keys that are trusted. `read` reads the note of a
/// checkpoint: which keys logs have is known to whoever asks.
pub fn verify(
    receipt: &Receipt,
    trusted: &[VerifyingKey],
    read: &dyn Fn(&str) -> Noted,
) -> Verdict {
    let mut wrong = Vec::new();
    let mut checked = Vec::new();
    let message = receipt.statement.message();
    for signed in &receipt.signatures {
        let key = trusted.iter().find(|key| {
            key.algorithm().name() == signed.algorithm
                && from_hex(&signed.key).as_ref() == Some(&key.to_bytes())
        });
        // Who trusts one key alone is not asked about the others.
        let Some(key) = key else { continue };
        let bytes = from_hex(&signed.signature).unwrap_or_default();
        let signature = Signature::from_bytes(&bytes).ok();
        match signature.map(|signature| key.verify(&message, &signature)) {
            Some(Ok(())) => checked.push(key.algorithm()),
            Some(Err(_)) | None => wrong.push(Part::Statement(key.algorithm())),
        }
    }
    if checked.is_empty() && wrong.is_empty() || receipt.format != FORMAT {
        return Verdict::Unknown;
    }
    if !agrees(&receipt.statement) {
        wrong.push(Part::Place);
    }
    let log = match read(&receipt.proof.checkpoint) {
        Noted::Head(head, log) => {
            wrong.extend(in_log(receipt, &head));
            log
        }
        Noted::False => {
            wrong.push(Part::Checkpoint);
            Logged::NotAsked
        }
    };
    wrong.extend(opening(receipt));
    wrong.extend(stamp(receipt, &message));
    if wrong.is_empty() {
        return Verdict::Genuine { signatures: checked, log };
    }
    Verdict::Altered(wrong)
}

/// Whether what the statement says twice is the same twice.
fn agrees(statement: &Statement) -> bool {
    let of = &statement.leaf;
    of.position == statement.entry && of.stream == statement.review
}

fn in_log(receipt: &Receipt, head: &Head) -> Option<Part> {
    let path: Option<Vec<Hash>> = receipt.proof.path.iter().map(|hash| hash.parse().ok()).collect();
    let index = receipt.statement.leaf.index;
    let proven = leaf(&receipt.statement).zip(path);
    match proven.map(|(leaf, path)| verify_inclusion(index, &leaf, head, &path)) {
        Some(Ok(())) => None,
        Some(Err(_)) | None => Some(Part::Proof),
    }
}

fn opening(receipt: &Receipt) -> Option<Part> {
    let opening = receipt.opening.as_ref()?;
    let salt = from_hex(&opening.salt);
    let made = salt.map(|salt| ledger::commitment(&salt, opening.line.as_bytes()).to_string());
    let fits = made.is_some_and(|made| made == receipt.statement.leaf.commitment);
    (!fits).then_some(Part::Opening)
}

/// A stamp is of SHA-256 of what was signed; who gave it is asked elsewhere.
fn stamp(receipt: &Receipt, message: &[u8]) -> Option<Part> {
    let token = from_hex(receipt.stamp.as_ref()?).unwrap_or_default();
    let imprint = ring::digest::digest(&ring::digest::SHA256, message);
    let stamped = crate::timestamp::read(&token).ok();
    let fits = stamped.is_some_and(|stamped| stamped.imprint == imprint.as_ref());
    (!fits).then_some(Part::Stamp)
}
