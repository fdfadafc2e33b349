//! The tree held against the published vectors of the certificate-transparency reference
//! implementation and against the definitions of RFC 6962 written down naively.

use std::convert::Infallible;

use ledger::{
    Algorithm, Frontier, Hash, Head, Place, Wrong, consistency, inclusion, leaf, node,
    verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

/// Leaf data of the reference test, hex.
const DATA: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// Roots of the first 0, 1, … 8 leaves.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const H01: &str = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
const H03: &str = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
const H23: &str = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const H45: &str = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const H47: &str = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const H67: &str = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
const L0: &str = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
const L1: &str = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const L4: &str = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";

pub fn hash(text: &str) -> Hash {
    text.parse().unwrap()
}

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| hash(text)).collect()
}

pub fn published() -> Vec<Hash> {
    let bytes = |hex: &str| -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    };
    DATA.iter().map(|data| leaf(&bytes(data))).collect()
}

/// MTH of RFC 6962 §2.1, as it stands there.
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => ledger::empty_root(),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(naive_k(more.len()));
            node(&naive_root(left), &naive_root(right))
        }
    }
}

fn naive_k(size: usize) -> usize {
    let mut k = 1;
    while 2 * k < size {
        k *= 2;
    }
    k
}

/// PATH of RFC 6962 §2.1.1.
pub fn naive_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = naive_k(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = if index < k {
        (naive_path(index, left), right)
    } else {
        (naive_path(index - k, right), left)
    };
    path.push(naive_root(sibling));
    path
}

/// SUBPROOF of RFC 6962 §2.1.2.
fn naive_subproof(old: usize, leaves: &[Hash], known: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if known { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let k = naive_k(leaves.len());
    let (left, right) = leaves.split_at(k);
    if old <= k {
        let mut proof = naive_subproof(old, left, known);
        proof.push(naive_root(right));
        proof
    } else {
        let mut proof = naive_subproof(old - k, right, false);
        proof.push(naive_root(left));
        proof
    }
}

pub fn source(leaves: &[Hash]) -> impl FnMut(Place) -> Result<Hash, Infallible> + '_ {
    |place| {
        let size = 1_usize << place.level;
        let start = usize::try_from(place.index).unwrap() * size;
        Ok(naive_root(&leaves[start..start + size]))
    }
}

pub fn head(leaves: &[Hash]) -> Head {
    Head { size: leaves.len() as u64, root: naive_root(leaves) }
}

pub fn leaves(size: usize) -> Vec<Hash> {
    (0..size).map(|n| leaf(&n.to_be_bytes())).collect()
}

#[test]
fn roots_are_the_published_ones() {
    let leaves = published();
    let mut frontier = Frontier::default();
    for (size, root) in ROOTS.iter().enumerate() {
        let head = frontier.head();
        assert_eq!((head.size, head.root), (size as u64, hash(root)));
        let asked = ledger::root(size as u64, source(&leaves[..size]));
        assert_eq!(asked, Ok(hash(root)));
        if let Some(leaf) = leaves.get(size) {
            frontier.append(*leaf, |_, _| ());
        }
    }
}

#[test]
fn inclusion_proofs_are_the_published_ones() {
    let leaves = published();
    let vectors: [(u64, usize, &[&str]); 4] =
        [(0, 8, &[L1, H23, H47]), (5, 8, &[L4, H67, H03]), (2, 3, &[H01]), (1, 5, &[L0, H23, L4])];
    for (index, size, path) in vectors {
        let log = &leaves[..size];
        let proof = inclusion(index, size as u64, source(log)).unwrap();
        assert_eq!(proof, hashes(path), "leaf {index} of {size}");
        let leaf = &leaves[usize::try_from(index).unwrap()];
        assert_eq!(verify_inclusion(index, leaf, &head(log), &proof), Ok(()));
    }
}

#[test]
fn consistency_proofs_are_the_published_ones() {
    let leaves = published();
    let vectors: [(usize, usize, &[&str]); 4] =
        [(1, 1, &[]), (1, 8, &[L1, H23, H47]), (6, 8, &[H45, H67, H03]), (2, 5, &[H23, L4])];
    for (old, new, path) in vectors {
        let proof = consistency(old as u64, new as u64, source(&leaves[..new])).unwrap();
        assert_eq!(proof, hashes(path), "{old} to {new}");
        let heads = (head(&leaves[..old]), head(&leaves[..new]));
        assert_eq!(verify_consistency(&heads.0, &heads.1, &proof), Ok(()));
    }
}

#[test]
fn every_small_log_agrees_with_the_naive_twin() {
    let all = leaves(40);
    for size in 0..=all.len() {
        let log = &all[..size];
        let whole = head(log);
        for index in 0..size {
            let proof = inclusion(index as u64, size as u64, source(log)).unwrap();
            assert_eq!(proof, naive_path(index, log), "leaf {index} of {size}");
            check_only_its_own(index, log, &whole, &proof);
        }
        for old in 0..=size {
            let proof = consistency(old as u64, size as u64, source(log)).unwrap();
            let naive = match old {
                0 => Vec::new(),
                _ => naive_subproof(old, log, true),
            };
            assert_eq!(proof, naive, "{old} to {size}");
            check_no_other_beginning(old, log, &whole, &proof);
        }
    }
}

fn check_only_its_own(index: usize, log: &[Hash], whole: &Head, proof: &[Hash]) {
    for (other, leaf) in log.iter().enumerate() {
        let verdict = verify_inclusion(index as u64, leaf, whole, proof);
        assert_eq!(verdict.is_ok(), other == index, "{other} for {index}");
    }
    let longer = [proof, &[whole.root]].concat();
    let longer = verify_inclusion(index as u64, &log[index], whole, &longer);
    assert!(longer.is_err());
    if let Some((_, shorter)) = proof.split_last() {
        assert!(verify_inclusion(index as u64, &log[index], whole, shorter).is_err());
    }
}

fn check_no_other_beginning(old: usize, log: &[Hash], whole: &Head, proof: &[Hash]) {
    let before = head(&log[..old]);
    assert_eq!(verify_consistency(&before, whole, proof), Ok(()));
    let other = Head { root: leaf(b"another"), ..before };
    assert!(verify_consistency(&other, whole, proof).is_err());
    let longer = [proof, &[whole.root]].concat();
    assert!(verify_consistency(&before, whole, &longer).is_err());
    for at in 0..proof.len() {
        let mut changed = proof.to_vec();
        changed[at] = leaf(b"changed");
        assert_eq!(verify_consistency(&before, whole, &changed), Err(Wrong::Root));
        changed.remove(at);
        assert!(verify_consistency(&before, whole, &changed).is_err());
    }
}

#[test]
fn what_is_not_in_the_log_has_no_proof() {
    let log = leaves(5);
    assert!(inclusion(5, 5, source(&log)).is_err());
    assert!(inclusion(0, 0, source(&[])).is_err());
    assert!(consistency(6, 5, source(&log)).is_err());
    let whole = head(&log);
    let verdict = verify_inclusion(5, &log[0], &whole, &[]);
    assert_eq!(verdict, Err(Wrong::OutOfRange));
}

#[test]
fn hashes_are_read_as_they_are_written() {
    let one = leaf(b"one");
    assert_eq!(one.to_string().parse(), Ok(one));
    assert_eq!(one.to_string().to_uppercase().parse(), Ok(one));
    for wrong in ["", "00", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64), &"é".repeat(32)] {
        assert!(wrong.parse::<Hash>().is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn the_frontier_follows_the_tree(size in 0_usize..700, more in 0_usize..70) {
        let all = leaves(size + more);
        let mut frontier = Frontier::read(Algorithm::Sha256, size as u64, source(&all)).unwrap();
        for leaf in &all[size..] {
            frontier.append(*leaf, |place, hash| {
                assert_eq!(source(&all)(place), Ok(*hash));
            });
        }
        prop_assert_eq!(frontier.head(), head(&all));
        let read = Frontier::read(Algorithm::Sha256, all.len() as u64, source(&all)).unwrap();
        prop_assert_eq!(&frontier, &read);
    }

    #[test]
    fn proofs_of_larger_logs_hold(
        size in 1_usize..700,
        a: prop::sample::Index,
        b: prop::sample::Index,
    ) {
        let log = leaves(size);
        let (index, old) = (a.index(size), b.index(size + 1));
        let proof = inclusion(index as u64, size as u64, source(&log)).unwrap();
        prop_assert_eq!(verify_inclusion(index as u64, &log[index], &head(&log), &proof), Ok(()));
        let proof = consistency(old as u64, size as u64, source(&log)).unwrap();
        prop_assert_eq!(verify_consistency(&head(&log[..old]), &head(&log), &proof), Ok(()));
    }
}
