//! What an office signs receipts with: the keys of its log, by both algorithms, and the secret
//! behind the codes on its papers. Without them it works as before and gives no receipts.

use std::sync::Arc;

use ledger::{Algorithm as Tree, Head, VerifierKey};
use seal::log::LogKeys;
use seal::note::noted;
use seal::receipt::{Code, CodeKey, Noted};
use seal::sign::{SigningKey, VerifyingKey};

use crate::problem::Problem;

/// The keys of an office.
pub struct Seals {
    keys: Arc<LogKeys>,
    code: CodeKey,
    /// The lines in which the keys are handed out, Ed25519 first.
    lines: [VerifierKey; 2],
}

impl Seals {
    /// The keys of the office's log, and the secret of its codes.
    pub fn new(keys: impl Into<Arc<LogKeys>>, code: CodeKey) -> Seals {
        let keys = keys.into();
        let lines = [Tree::Sha256, Tree::Sm3].map(|tree| keys.public(tree).clone());
        Seals { keys, code, lines }
    }

    /// What signs a receipt.
    pub fn signing(&self) -> [&SigningKey; 2] {
        self.keys.signing()
    }

    /// What verifies one.
    pub fn verifying(&self) -> [VerifyingKey; 2] {
        self.signing().map(SigningKey::verifying_key)
    }

    /// The public keys as lines (C2SP signed-note, "vkey"), for whoever checks us.
    pub fn lines(&self) -> &[VerifierKey; 2] {
        &self.lines
    }

    /// The code on the paper of an entry.
    pub fn code(&self, seq: u64, stream: &str, position: u32) -> Option<Code> {
        self.code.code(seq, stream, position)
    }

    /// A head of the log, signed.
    pub fn checkpoint(&self, head: Head) -> Result<String, Problem> {
        let note = self.keys.sign(Tree::Sha256, head).map_err(|error| Problem::broken(&error))?;
        Ok(note.to_string())
    }

    /// What a checkpoint is found to be by the office's own keys.
    pub fn read_checkpoint(&self, note: &str) -> Noted {
        noted(note, &self.lines)
    }
}
