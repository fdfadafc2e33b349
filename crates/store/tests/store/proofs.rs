//! Proofs from a real folder, checked by what a verifier has: hashes and heads.

use ledger::{verify_consistency, verify_inclusion};
use store::{Error, Head};

use super::*;

#[test]
fn every_entry_has_a_proof_and_every_ledger_was_a_beginning() {
    let (folder, store) = fresh();
    let mut heads: Vec<Head> = vec![store.head().unwrap()];
    // Past 256 and 512 leaves, where kept hashes of the tree come in.
    for nth in 0..600 {
        append(&store, &format!("docket-{}", nth % 7), nth / 7, "text");
        heads.push(store.head().unwrap());
    }
    for seq in (1..=600).step_by(13) {
        let proof = store.inclusion(seq).unwrap();
        assert!(proof.entry.is_genuine());
        let verdict = verify_inclusion(seq - 1, &proof.entry.leaf, &proof.head, &proof.path);
        assert_eq!(verdict, Ok(()), "{seq}");
        assert_eq!(proof.entry.seq, seq);
    }
    for old in &heads {
        assert_eq!(store.head_at(old.size).unwrap(), *old);
        let (new, path) = store.consistency(old.size).unwrap();
        assert_eq!(verify_consistency(old, &new, &path), Ok(()), "{}", old.size);
    }
    drop(store);
    let store = reopen(&folder.path().join("data"));
    assert_eq!(store.head().unwrap(), heads[600]);
    append(&store, "docket-0", 86, "after");
    sound(&store);
}

#[test]
fn what_is_not_in_the_ledger_has_no_proof() {
    let (_folder, store) = fresh();
    append(&store, "docket", 0, "only");
    let out = |outcome: Result<(), Error>| matches!(outcome, Err(Error::OutOfRange { .. }));
    assert!(out(store.inclusion(0).map(drop)));
    assert!(out(store.inclusion(2).map(drop)));
    assert!(out(store.consistency(2).map(drop)));
    assert!(out(store.head_at(2).map(drop)));
}
