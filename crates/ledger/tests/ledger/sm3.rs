//! The tree of SM3 is the same tree with another hash.

use std::convert::Infallible;

use ledger::{Algorithm, Frontier, Hash, Head, Place};

const SM3: Algorithm = Algorithm::Sm3;

#[test]
fn sm3_is_that_of_the_standard() {
    // As OpenSSL has them: `printf "\0abc" | openssl dgst -sm3`, and so on.
    let empty = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";
    assert_eq!(SM3.empty_root().to_string(), empty);
    let leaf = "a7fe0cdcc2194aa7a9c6bfad5637581bf051d935a10bb6a9ccabfce125c27d96";
    assert_eq!(SM3.leaf(b"abc").to_string(), leaf);
    let node = "445bcf617f1b2a7c87b1425f4a16229d716ded6e9a162af6b8b940098d4e3e8c";
    assert_eq!(SM3.node(&Hash::from([0xAA; 32]), &Hash::from([0xBB; 32])).to_string(), node);
}

/// MTH of RFC 6962 §2.1 with SM3.
fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => SM3.empty_root(),
        [one] => *one,
        more => {
            let k = (more.len() - 1).ilog2();
            let (left, right) = more.split_at(1 << k);
            SM3.node(&naive_root(left), &naive_root(right))
        }
    }
}

fn source(leaves: &[Hash]) -> impl FnMut(Place) -> Result<Hash, Infallible> + '_ {
    |place| {
        let size = 1_usize << place.level;
        let start = usize::try_from(place.index).unwrap() * size;
        Ok(naive_root(&leaves[start..start + size]))
    }
}

#[test]
fn every_small_sm3_log_agrees_with_the_naive_twin() {
    let all: Vec<Hash> = (0..40_u8).map(|nth| SM3.leaf(&[nth])).collect();
    let mut frontier = Frontier::new(SM3);
    for size in 0..=all.len() {
        let log = &all[..size];
        let whole = Head { size: log.len() as u64, root: naive_root(log) };
        assert_eq!(frontier.head(), whole);
        assert_eq!(SM3.root(whole.size, source(log)), Ok(whole.root));
        for (index, leaf) in (0..).zip(log) {
            let path = SM3.inclusion(index, whole.size, source(log)).unwrap();
            assert_eq!(SM3.verify_inclusion(index, leaf, &whole, &path), Ok(()));
            let other = Algorithm::Sha256.verify_inclusion(index, leaf, &whole, &path);
            assert_eq!(other.is_ok(), size == 1, "the other hash proves nothing");
        }
        for old in 0..=size {
            let before = Head { size: old as u64, root: naive_root(&log[..old]) };
            let path = SM3.consistency(before.size, whole.size, source(log)).unwrap();
            assert_eq!(SM3.verify_consistency(&before, &whole, &path), Ok(()));
        }
        if let Some(leaf) = all.get(size) {
            frontier.append(*leaf, |_, _| ());
        }
    }
}
