//! What our algorithms make of the notes of logs: the room of logs knows no curve and asks here.

use ledger::{Checkpoint, Kind, VerifierKey};

use crate::log::check;
use crate::receipt::{Logged, Noted};
use crate::sign::{Algorithm, VerifyingKey};

/// The key in a verifier-key line; none where its bytes are no key.
pub fn verifying(key: &VerifierKey) -> Option<VerifyingKey> {
    let algorithm = match key.kind() {
        Kind::Ed25519 | Kind::Cosignature => Algorithm::Ed25519,
        Kind::Sm2 => Algorithm::Sm2,
    };
    VerifyingKey::from_bytes(algorithm, key.key()).ok()
}

/// What the checkpoint of a receipt is to whoever trusts these keys. A key of another log, or one
/// that did not sign, says nothing about it.
pub fn noted(note: &str, trusted: &[VerifierKey]) -> Noted {
    let Ok((checkpoint, note)) = Checkpoint::read(note.as_bytes()) else {
        return Noted::False;
    };
    let mut logged = Logged::NotAsked;
    for key in trusted.iter().filter(|key| *key.name() == checkpoint.origin) {
        match note.signed_by(key, &check) {
            Ok(_) => logged = Logged::Yes,
            Err(ledger::Unverified::False(_)) => return Noted::False,
            Err(ledger::Unverified::Unsigned(_)) => {}
        }
    }
    Noted::Head(checkpoint.head, logged)
}
