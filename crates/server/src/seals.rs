//! The keys an office signs with: receipts and heads of the log by both algorithms, and the secret
//! behind the codes on its papers. Without them it works as before and gives no receipts.

use ledger::{Algorithm as Tree, Checkpoint, Head, KeyName, Kind, Note, VerifierKey};
use seal::note::noted;
use seal::receipt::{Code, CodeKey, Noted};
use seal::sign::{SigningKey, VerifyingKey};

use crate::problem::Problem;

/// Keys that do not belong together.
#[derive(Debug, thiserror::Error)]
#[error("an office signs with one Ed25519 key and one SM2 key, in this order")]
pub struct UnfitKeys;

/// The keys of an office.
pub struct Seals {
    ed25519: SigningKey,
    sm2: SigningKey,
    code: CodeKey,
    /// The lines in which the keys are handed out, Ed25519 first.
    lines: [VerifierKey; 2],
}

impl Seals {
    /// The keys of the office whose log has this name.
    ///
    /// # Errors
    /// A key is of the other algorithm.
    pub fn new(
        origin: &KeyName,
        ed25519: SigningKey,
        sm2: SigningKey,
        code: CodeKey,
    ) -> Result<Seals, UnfitKeys> {
        let line = |name: KeyName, kind: Kind, key: &SigningKey| {
            let known = match kind {
                Kind::Ed25519 | Kind::Cosignature => seal::sign::Algorithm::Ed25519,
                Kind::Sm2 => seal::sign::Algorithm::Sm2,
            };
            let fits = key.algorithm() == known;
            let line = VerifierKey::new(name, kind, &key.verifying_key().to_bytes());
            line.ok().filter(|_| fits).ok_or(UnfitKeys)
        };
        let lines = [
            line(origin.clone(), Kind::Ed25519, &ed25519)?,
            line(origin.of(Tree::Sm3), Kind::Sm2, &sm2)?,
        ];
        Ok(Seals { ed25519, sm2, code, lines })
    }

    /// What signs a receipt.
    pub fn signing(&self) -> [&SigningKey; 2] {
        [&self.ed25519, &self.sm2]
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
        let [line, _] = &self.lines;
        let checkpoint = Checkpoint::new(line.name().clone(), head);
        let note = Note::unsigned(&checkpoint.to_string());
        let mut note = note.map_err(|error| Problem::broken(&error))?;
        note.sign(line, 0, &|text| self.ed25519.sign(text).to_bytes().to_vec());
        Ok(note.to_string())
    }

    /// What a checkpoint is found to be by the office's own keys.
    pub fn read_checkpoint(&self, note: &str) -> Noted {
        noted(note, &self.lines)
    }
}
