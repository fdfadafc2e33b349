//! The keys of a log: what signs its heads, and how a note's signatures are verified.

use ledger::{Algorithm, Checkpoint, Head, KeyName, Kind, NotAKey, Note, VerifierKey};

use crate::sign::{self, Signature, SigningKey, VerifyingKey};

/// A secret key under the name it signs notes by.
#[derive(Debug)]
pub struct NoteKey {
    public: VerifierKey,
    secret: SigningKey,
}

impl NoteKey {
    /// A key that signs as its kind says.
    ///
    /// # Errors
    /// The key is one of another algorithm.
    pub fn new(name: KeyName, kind: Kind, secret: SigningKey) -> Result<NoteKey, NotAKey> {
        if secret.algorithm() != algorithm(kind) {
            return Err(NotAKey::Kind(name));
        }
        let public = VerifierKey::new(name, kind, &secret.verifying_key().to_bytes())?;
        Ok(NoteKey { public, secret })
    }

    /// What others verify with.
    pub fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs a note; a cosignature says when, in seconds since 1970.
    pub fn sign(&self, note: &mut Note, seconds: u64) {
        let sign = |message: &[u8]| self.secret.sign(message).to_bytes().to_vec();
        note.sign(&self.public, seconds, &sign);
    }
}

/// The two keys of a log: Ed25519 for the tree of SHA-256, SM2 for that of SM3, which is a log of
/// its own name.
#[derive(Debug)]
pub struct LogKeys {
    origin: KeyName,
    sha256: NoteKey,
    sm3: NoteKey,
}

impl LogKeys {
    /// The keys of the log of this origin.
    ///
    /// # Errors
    /// A key is of another algorithm, or the name too long for the second log's.
    pub fn new(origin: KeyName, ed25519: SigningKey, sm2: SigningKey) -> Result<LogKeys, NotAKey> {
        let second: KeyName = origin.of(Algorithm::Sm3).as_str().parse()?;
        Ok(LogKeys {
            sha256: NoteKey::new(origin.clone(), Kind::Ed25519, ed25519)?,
            sm3: NoteKey::new(second, Kind::Sm2, sm2)?,
            origin,
        })
    }

    /// What verifies the heads of a tree.
    pub fn public(&self, algorithm: Algorithm) -> &VerifierKey {
        self.of(algorithm).public()
    }

    /// A head of a tree, signed. The same head is signed the same.
    ///
    /// # Errors
    /// Never for a head: a checkpoint's text is one that can be signed.
    pub fn sign(&self, algorithm: Algorithm, head: Head) -> Result<Note, ledger::Malformed> {
        let checkpoint = Checkpoint::new(self.origin.of(algorithm), head);
        let mut note = Note::unsigned(&checkpoint.to_string())?;
        self.of(algorithm).sign(&mut note, 0);
        Ok(note)
    }

    /// The keys themselves, for what else the office signs: Ed25519, then SM2.
    pub fn signing(&self) -> [&SigningKey; 2] {
        [&self.sha256.secret, &self.sm3.secret]
    }

    fn of(&self, algorithm: Algorithm) -> &NoteKey {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sm3 => &self.sm3,
        }
    }
}

/// Whether a signature is a key's over a message; what `ledger` asks of whoever verifies a note.
pub fn check(key: &VerifierKey, message: &[u8], signature: &[u8]) -> bool {
    let public = VerifyingKey::from_bytes(algorithm(key.kind()), key.key());
    let signature = Signature::from_bytes(signature);
    match (public, signature) {
        (Ok(public), Ok(signature)) => public.verify(message, &signature).is_ok(),
        (_, _) => false,
    }
}

fn algorithm(kind: Kind) -> sign::Algorithm {
    match kind {
        Kind::Ed25519 | Kind::Cosignature => sign::Algorithm::Ed25519,
        Kind::Sm2 => sign::Algorithm::Sm2,
    }
}
