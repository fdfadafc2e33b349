//! Tiles by the examples of C2SP tlog-tiles, and proofs made from nothing but tiles.

use std::collections::HashMap;

use ledger::{Algorithm, Bundle, Hash, Place, Tile};
use proptest::prelude::*;

use super::tree::{head, leaves, naive_root};

fn tile(level: u8, index: u64, width: u16) -> Tile {
    Tile { level, index, width }
}

#[test]
fn paths_are_those_of_the_specification() {
    for (path, it) in [
        ("0/x001/x234/067", tile(0, 1_234_067, 256)),
        ("0/000", tile(0, 0, 256)),
        ("1/999", tile(1, 999, 256)),
        ("63/x001/000", tile(63, 1000, 256)),
        ("0/x001/x234/067.p/1", tile(0, 1_234_067, 1)),
        ("2/000.p/255", tile(2, 0, 255)),
    ] {
        assert_eq!(Tile::read(path), Some(it), "{path}");
        assert_eq!(it.path(), path);
    }
    let bundle = Bundle { index: 1_234_067, width: 8 };
    assert_eq!(Bundle::read("x001/x234/067.p/8"), Some(bundle));
    assert_eq!(bundle.path(), "x001/x234/067.p/8");
}

#[test]
fn no_other_way_of_writing_is_read() {
    for path in [
        "",
        "0",
        "0/",
        "0/0",
        "0/00",
        "0/0000",
        "0/x000",
        "0/x000/001",
        "0/001/001",
        "0/x001/x001",
        "00/001",
        "64/001",
        "-1/001",
        "+1/001",
        "0/+01",
        "0/001.p/0",
        "0/001.p/256",
        "0/001.p/",
        "0/001.p/01",
        "0/001.p/8.p/8",
        "0/x001/001/",
        "/0/001",
        "a/001",
        "0/abc",
        "0/００1",
        "0/x999/x999/x999/x999/x999/x999/999",
        "0/001.p/8/",
        "data/001",
        "0/xx01/001",
    ] {
        assert_eq!(Tile::read(path), None, "{path}");
    }
}

#[test]
fn a_log_of_70000_has_the_tiles_of_the_specification() {
    let all: Vec<Tile> = Tile::all(70_000).collect();
    let count = |level: u8, whole: bool| {
        all.iter().filter(|tile| tile.level == level && (tile.width == 256) == whole).count()
    };
    assert_eq!((count(0, true), count(0, false)), (273, 1));
    assert_eq!((count(1, true), count(1, false)), (1, 1));
    assert_eq!((count(2, true), count(2, false)), (0, 1));
    assert_eq!(all.len(), 277);
    for partial in [tile(0, 273, 112), tile(1, 1, 17), tile(2, 0, 1)] {
        assert!(all.contains(&partial));
    }
    assert_eq!(Tile::all(256).collect::<Vec<_>>(), [tile(0, 0, 256), tile(1, 0, 1)]);
    assert_eq!(Tile::all(0).count(), 0);
}

#[test]
fn what_a_log_does_not_have_is_not_in_it() {
    assert!(tile(0, 273, 112).is_in(70_000));
    assert!(tile(0, 273, 12).is_in(70_000));
    assert!(!tile(0, 273, 113).is_in(70_000));
    assert!(!tile(1, 1, 18).is_in(70_000));
    assert!(!tile(3, 0, 1).is_in(70_000));
    assert!(!tile(8, 0, 1).is_in(u64::MAX));
    assert!(!tile(63, 0, 1).is_in(u64::MAX));
    assert!(!tile(0, u64::MAX, 1).is_in(u64::MAX));
    assert_eq!(tile(63, 0, 256).places().count(), 0);
}

#[test]
fn a_bundle_has_each_entry_behind_its_length() {
    let bundle = Bundle::write([b"ab".as_slice(), b"", b"c"]).unwrap();
    assert_eq!(bundle, [0, 2, b'a', b'b', 0, 0, 0, 1, b'c']);
    let long = vec![7; 65_536];
    assert_eq!(Bundle::write([long.as_slice()]), None);
    assert_eq!(Bundle::write([&long[1..]]).unwrap().len(), 2 + 65_535);
}

/// The tiles of a log, made by their definition.
fn tiles(log: &[Hash]) -> HashMap<String, Vec<Hash>> {
    let hash = |place: Place| {
        let size = 1_usize << place.level;
        let start = usize::try_from(place.index).unwrap() * size;
        naive_root(&log[start..start + size])
    };
    let all = Tile::all(log.len() as u64);
    all.map(|tile| (tile.path(), tile.places().map(hash).collect())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_anybody_wants_proven_is_computed_from_tiles(
        size in 1_usize..1500,
        at: prop::sample::Index,
    ) {
        let log = leaves(size);
        let tiles = tiles(&log);
        let whole = head(&log);
        let fetch = |place: Place| -> Hash {
            let (tile, at) = Tile::of(place, whole.size).unwrap();
            tiles[&tile.path()][usize::from(at)]
        };
        // Levels between those of tiles are hashed from the level below.
        let source = |place: Place| -> Result<Hash, ()> {
            let above = place.level % 8;
            let first = place.index << above;
            let below: Vec<Hash> = (first..first + (1 << above))
                .map(|index| fetch(Place { level: place.level - above, index }))
                .collect();
            Ok(naive_root(&below))
        };
        let index = at.index(size) as u64;
        let path = Algorithm::Sha256.inclusion(index, whole.size, source).unwrap();
        let leaf = &log[at.index(size)];
        prop_assert_eq!(Algorithm::Sha256.verify_inclusion(index, leaf, &whole, &path), Ok(()));
    }
}
