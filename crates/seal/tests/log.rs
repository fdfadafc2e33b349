//! Notes with real keys, held against the Go checksum database's own example.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use ledger::{Algorithm, Head, Kind, Note, Unverified, VerifierKey};
use seal::log::{LogKeys, NoteKey, check};
use seal::sign::{self, SigningKey};

/// Of `golang.org/x/mod/sumdb/note`: the seed in its signer key.
const SEED: &str = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173";
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SIGNED: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb\
    6KE6RyyBwJnAM=\n";

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

#[test]
fn the_note_of_the_go_package_verifies_and_is_signed_anew_letter_for_letter() {
    let peter: VerifierKey = PETER.parse().unwrap();
    let note = Note::read(SIGNED.as_bytes()).unwrap();
    assert!(note.signed_by(&peter, &check).is_ok());
    let changed = SIGNED.replace("answer", "Answer");
    let changed = Note::read(changed.as_bytes()).unwrap();
    let refused = changed.signed_by(&peter, &check);
    assert_eq!(refused, Err(Unverified::False(peter.name().clone())));
    let secret = SigningKey::from_secret(sign::Algorithm::Ed25519, &hex(SEED)).unwrap();
    let key = NoteKey::new("PeterNeumann".parse().unwrap(), Kind::Ed25519, secret).unwrap();
    assert_eq!(key.public(), &peter);
    let mut again = Note::unsigned(note.text()).unwrap();
    key.sign(&mut again, 0);
    assert_eq!(again.to_string(), SIGNED);
}

#[test]
fn each_tree_is_signed_by_its_own_key_under_its_own_name() {
    let key = |algorithm| SigningKey::generate(algorithm, &|bytes| bytes.fill(7));
    let origin = "office.example/log".parse().unwrap();
    let (ed25519, sm2) = (key(sign::Algorithm::Ed25519), key(sign::Algorithm::Sm2));
    let keys = LogKeys::new(origin, ed25519, sm2).unwrap();
    let head = Head { size: 3, root: ledger::leaf(b"root") };
    for (algorithm, origin) in
        [(Algorithm::Sha256, "office.example/log\n"), (Algorithm::Sm3, "office.example/log/sm3\n")]
    {
        let note = keys.sign(algorithm, head).unwrap();
        assert!(note.text().starts_with(origin));
        let own = keys.public(algorithm);
        assert!(note.signed_by(own, &check).is_ok());
        let read: VerifierKey = own.to_string().parse().unwrap();
        assert!(note.signed_by(&read, &check).is_ok());
        assert_eq!(keys.sign(algorithm, head).unwrap(), note);
    }
    let (ed25519, sm2) = (key(sign::Algorithm::Sm2), key(sign::Algorithm::Ed25519));
    assert!(LogKeys::new("x".parse().unwrap(), ed25519, sm2).is_err());
}

#[test]
fn a_key_that_is_no_point_verifies_nothing() {
    let key = VerifierKey::new("x".parse().unwrap(), Kind::Sm2, &[4; 65]).unwrap();
    assert!(!check(&key, b"message", &[1; 64]));
    let key = VerifierKey::new("x".parse().unwrap(), Kind::Ed25519, &[0xFF; 32]).unwrap();
    assert!(!check(&key, b"message", &[1; 64]));
    assert!(!check(&key, b"message", &[1; 63]));
}
