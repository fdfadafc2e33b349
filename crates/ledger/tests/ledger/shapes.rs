//! Every shape of proof of the well-known tree of 8 leaves, right and spoilt in each of the ways
//! of the certificate-transparency reference set: truncated, lengthened at either end, a bit
//! flipped, sizes moved, roots exchanged.

use ledger::{Hash, Head, consistency, inclusion, verify_consistency, verify_inclusion};

use super::tree::{head, leaves, published, source};

/// A proof and the ways in which it must not hold.
fn spoilt(proof: &[Hash], roots: &[Hash]) -> Vec<(String, Vec<Hash>)> {
    let mut ways = Vec::new();
    let mut add = |name: &str, proof: Vec<Hash>| ways.push((name.to_owned(), proof));
    let garbage = Hash::from([0x5A; 32]);
    for (at, hash) in proof.iter().enumerate() {
        let mut bytes = *hash.as_bytes();
        bytes[0] ^= 1 << 4;
        let mut changed = proof.to_vec();
        changed[at] = Hash::from(bytes);
        add(&format!("bit of {at}"), changed);
    }
    if let Some((last, shorter)) = proof.split_last() {
        add("empty", Vec::new());
        add("truncated", shorter.to_vec());
        add("preceded by its last", [&[*last], proof].concat());
    }
    for extra in roots.iter().chain([&garbage]) {
        add("preceded", [&[*extra], proof].concat());
        add("followed", [proof, &[*extra]].concat());
    }
    ways.retain(|(_, other)| other != proof);
    ways
}

#[test]
fn every_inclusion_up_to_eight_leaves_holds_as_it_is_and_in_no_other_way() {
    let all = published();
    let mut shapes = 0;
    for size in 1..=8 {
        let log = &all[..size];
        let whole = head(log);
        for (index, leaf) in (0..).zip(log) {
            shapes += 1;
            let proof = inclusion(index, whole.size, source(log)).unwrap();
            assert_eq!(verify_inclusion(index, leaf, &whole, &proof), Ok(()));
            for (way, other) in spoilt(&proof, &[whole.root, *leaf]) {
                let verdict = verify_inclusion(index, leaf, &whole, &other);
                assert!(verdict.is_err(), "leaf {index} of {size}, {way}");
            }
            let wrong = Head { root: Hash::from([0; 32]), ..whole };
            assert!(verify_inclusion(index, leaf, &wrong, &proof).is_err());
            assert!(verify_inclusion(index, &whole.root, &whole, &proof).is_err() || size == 1);
            check_other_places(index, leaf, &whole, &proof);
        }
    }
    assert_eq!(shapes, 36);
}

/// As the leaf of another place it is refused.
fn check_other_places(index: u64, leaf: &Hash, whole: &Head, proof: &[Hash]) {
    for other in 0..2 * whole.size + 2 {
        let holds = verify_inclusion(other, leaf, whole, proof).is_ok();
        assert_eq!(holds, other == index, "leaf {index} as {other} of {}", whole.size);
    }
}

#[test]
fn every_consistency_up_to_eight_leaves_holds_as_it_is_and_in_no_other_way() {
    let all = published();
    for new in 1..=8 {
        let whole = head(&all[..new]);
        for old in 1..=new {
            let before = head(&all[..old]);
            let proof = consistency(before.size, whole.size, source(&all[..new])).unwrap();
            assert_eq!(verify_consistency(&before, &whole, &proof), Ok(()));
            for (way, other) in spoilt(&proof, &[before.root, whole.root]) {
                let verdict = verify_consistency(&before, &whole, &other);
                assert!(verdict.is_err(), "{old} to {new}, {way}");
            }
            let with = |old: Hash, new: Hash| {
                let heads = (Head { root: old, ..before }, Head { root: new, ..whole });
                verify_consistency(&heads.0, &heads.1, &proof)
            };
            let wrong = Hash::from([0; 32]);
            assert!(with(wrong, whole.root).is_err());
            assert!(with(before.root, wrong).is_err());
            if old != new {
                assert!(with(whole.root, before.root).is_err(), "{old} to {new}, exchanged");
            }
        }
    }
}

#[test]
fn every_pair_beyond_holds_against_the_naive_twin() {
    let all = leaves(70);
    for new in 9..=all.len() {
        let whole = head(&all[..new]);
        for old in 0..=new {
            let before = head(&all[..old]);
            let proof = consistency(before.size, whole.size, source(&all[..new])).unwrap();
            assert_eq!(verify_consistency(&before, &whole, &proof), Ok(()), "{old} to {new}");
        }
        for (index, leaf) in (0..).zip(&all[..new]) {
            let proof = inclusion(index, whole.size, source(&all[..new])).unwrap();
            assert_eq!(
                proof,
                super::tree::naive_path(usize::try_from(index).unwrap(), &all[..new])
            );
            assert_eq!(verify_inclusion(index, leaf, &whole, &proof), Ok(()));
        }
    }
}
