//! The log as outsiders check it: both trees, tiles, what was signed, and what a cut leaves.

use std::fs;

use ledger::{
    Algorithm, Bundle, Checkpoint, Frontier, Hash, Head, KeyId, Note, Place, Signature, Tile,
};
use rusqlite::Connection;
use store::{Fault, Named, Opened, Reader, Signed};

use super::older::{rows, to_format_12};
use super::*;

/// Appends so many entries to one docket, in one act each hundred.
fn grown(count: u32) -> (TempDir, Store) {
    let (folder, store) = fresh();
    let mut at = 0;
    while at < count {
        let more = (count - at).min(100);
        let mut act = act("docket", at, "x");
        written(&mut act).entries =
            (0..more).map(|nth| NewEntry { payload: format!("text {}", at + nth) }).collect();
        store.append_blocking(act).unwrap();
        at += more;
    }
    (folder, store)
}

/// The leaves of a tree, made anew from each entry.
fn leaves(store: &Reader, algorithm: Algorithm) -> Vec<Hash> {
    let count = store.count().unwrap();
    let data = (1..=count).map(|seq| store.inclusion(seq).unwrap().entry.leaf_data());
    data.map(|data| algorithm.leaf(&data)).collect()
}

fn naive(algorithm: Algorithm, leaves: &[Hash]) -> Head {
    let mut tree = Frontier::new(algorithm);
    leaves.iter().for_each(|leaf| tree.append(*leaf, |_, _| ()));
    tree.head()
}

#[test]
fn both_trees_prove_every_entry() {
    let (_folder, store) = grown(700);
    for algorithm in Algorithm::ALL {
        let leaves = leaves(&store, algorithm);
        let head = store.head_of(algorithm, None).unwrap();
        assert_eq!(head, naive(algorithm, &leaves));
        for seq in [1, 2, 255, 256, 257, 511, 512, 513, 699, 700] {
            let index = usize::try_from(seq - 1).unwrap();
            for size in [seq, 600.max(seq), 700] {
                let proof = store.inclusion_in(algorithm, seq, Some(size)).unwrap();
                let verdict =
                    algorithm.verify_inclusion(seq - 1, &leaves[index], &proof.head, &proof.path);
                assert_eq!(verdict, Ok(()), "{algorithm:?} {seq} of {size}");
            }
        }
        for (old, new) in [(0, 700), (1, 2), (255, 256), (256, 700), (513, 699), (700, 700)] {
            let (head, path) = store.consistency_in(algorithm, old, Some(new)).unwrap();
            let before = store.head_of(algorithm, Some(old)).unwrap();
            assert_eq!(algorithm.verify_consistency(&before, &head, &path), Ok(()));
        }
    }
    assert!(store.inclusion_in(Algorithm::Sm3, 701, None).is_err());
    assert!(store.inclusion_in(Algorithm::Sm3, 601, Some(600)).is_err());
}

#[test]
fn tiles_hold_the_hashes_they_should_and_no_others_are_there() {
    let (_folder, store) = grown(700);
    for algorithm in Algorithm::ALL {
        let leaves = leaves(&store, algorithm);
        let hash = |place: Place| {
            let size = 1_usize << place.level;
            let start = usize::try_from(place.index).unwrap() * size;
            naive(algorithm, &leaves[start..start + size]).root
        };
        for tile in Tile::all(700) {
            let expected: Vec<Hash> = tile.places().map(hash).collect();
            assert_eq!(store.tile(algorithm, tile).unwrap(), Some(expected), "{}", tile.path());
        }
        for path in ["0/003", "0/002.p/189", "1/000.p/3", "2/000.p/1", "8/000.p/1", "63/000"] {
            let tile = Tile::read(path).unwrap();
            assert_eq!(store.tile(algorithm, tile).unwrap(), None, "{path}");
        }
    }
    let bundle = store.bundle(Bundle { index: 2, width: 188 }).unwrap().unwrap();
    let made: Vec<Hash> = bundle.iter().map(|data| ledger::leaf(data)).collect();
    let tile = store.tile(Algorithm::Sha256, Tile { level: 0, index: 2, width: 188 }).unwrap();
    assert_eq!(Some(made), tile);
    assert_eq!(store.bundle(Bundle { index: 2, width: 189 }).unwrap(), None);
    assert_eq!(store.bundle(Bundle { index: u64::MAX, width: 256 }).unwrap(), None);
}

/// A folder of format 3, as the programs before this one made it, with the entries of another.
fn of_format_3(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    let conn = Connection::open(to.join("anshen.db")).unwrap();
    let schemas = [
        include_str!("../../src/sql/schema_1.sql"),
        include_str!("../../src/desk/sql/schema_1.sql"),
        include_str!("../../src/sql/schema_2.sql"),
        include_str!("../../src/desk/sql/schema_2.sql"),
        include_str!("../../src/sql/schema_3.sql"),
    ];
    conn.execute_batch(&schemas.concat()).unwrap();
    conn.execute("ATTACH ?1 AS newer", [from.join("anshen.db").to_str().unwrap()]).unwrap();
    conn.execute_batch(
        "INSERT INTO stream SELECT key, id FROM newer.stream;
         INSERT INTO head SELECT * FROM newer.head;
         INSERT INTO subtree SELECT * FROM newer.subtree WHERE level % 8 = 0;
         INSERT INTO entry SELECT seq, stream, position, recorded_at, '', x'', leaf, chain
            FROM newer.entry ORDER BY seq;
         DROP TRIGGER entry_is_never_changed;
         PRAGMA application_id = 0x414E5348; PRAGMA user_version = 3;",
    )
    .unwrap();
    // What lay open then is sealed now.
    let reader = Reader::open(from, 1, Some(keys())).unwrap();
    for seq in 1..=reader.count().unwrap() {
        let Opened::Content { salt, payload } = reader.inclusion(seq).unwrap().entry.opened else {
            panic!("entry {seq} opens");
        };
        let update = "UPDATE entry SET payload = ?1, salt = ?2 WHERE seq = ?3";
        let seq = i64::try_from(seq).unwrap();
        conn.execute(update, (payload, salt, seq)).unwrap();
    }
    conn.execute_batch(
        "CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
         BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;",
    )
    .unwrap();
}

#[test]
fn an_older_record_gets_its_second_tree_and_keeps_its_first_byte_for_byte() {
    let (folder, store) = grown(2100);
    drop(store);
    let (newer, older) = (folder.path().join("data"), folder.path().join("older"));
    of_format_3(&newer, &older);
    let first = "SELECT seq, stream, position, recorded_at, leaf, chain FROM entry";
    let nodes = "SELECT * FROM subtree WHERE level % 8 = 0";
    let before = [rows(&older, first), rows(&older, nodes)];
    assert_eq!(store::migrate(&older, keys(), options().random).unwrap(), 3);
    assert!([rows(&older, first), rows(&older, nodes)] == before);
    for made in ["SELECT seq, sm3 FROM entry", "SELECT * FROM subtree", "SELECT * FROM subtree_sm3"]
    {
        assert!(rows(&older, made) == rows(&newer, made), "{made}");
    }
    let store = reopen(&older);
    sound(&store);
    append(&store, "docket", 2100, "and on");
    sound(&store);
    drop(store);
    let conn = Connection::open(older.join("anshen.db")).unwrap();
    let refused = conn.execute_batch("UPDATE entry SET sm3 = NULL").unwrap_err().to_string();
    assert!(refused.contains("is never changed"), "{refused}");
}

#[test]
fn a_record_that_kept_every_eighth_level_gets_the_middles_of_its_blocks() {
    let (folder, store) = grown(2100);
    drop(store);
    let (newer, older) = (folder.path().join("data"), folder.path().join("older"));
    fs::create_dir(&older).unwrap();
    fs::copy(newer.join("anshen.db"), older.join("anshen.db")).unwrap();
    let conn = Connection::open(older.join("anshen.db")).unwrap();
    to_format_12(&conn);
    conn.execute_batch(
        "DELETE FROM subtree WHERE level % 8 <> 0; DELETE FROM subtree_sm3 WHERE level % 8 <> 0;
         PRAGMA user_version = 11;",
    )
    .unwrap();
    drop(conn);
    assert_eq!(store::migrate(&older, keys(), options().random).unwrap(), 11);
    for nodes in ["SELECT * FROM subtree", "SELECT * FROM subtree_sm3"] {
        // 2100 leaves: 8 whole blocks of 256, with 16 nodes in the middle of each.
        assert_eq!(rows(&older, nodes).len(), 8 + 8 * 16, "{nodes}");
        assert!(rows(&older, nodes) == rows(&newer, nodes), "{nodes}");
    }
    sound(&reopen(&older));
}

/// A head as an office signs it; the signature is any, as this crate looks at none.
fn sign(store: &Store, algorithm: Algorithm, size: u64) -> Head {
    let head = store.head_of(algorithm, Some(size)).unwrap();
    let checkpoint = Checkpoint::new("office.example/log".parse().unwrap(), head);
    let mut note = Note::unsigned(&checkpoint.to_string()).unwrap();
    let by = |name: &str| {
        let name = name.parse().unwrap();
        Signature { name, id: KeyId([1; 4]), bytes: vec![7; 64] }
    };
    note.add(by("office.example/log"));
    store.keep_signed(algorithm, size, &note.to_string()).unwrap();
    store.keep_cosignature(algorithm, size, &by("unit.example/witness")).unwrap();
    head
}

#[test]
fn what_was_signed_is_kept_with_its_witnesses_and_never_changed() {
    let (folder, store) = grown(20);
    for algorithm in Algorithm::ALL {
        assert_eq!(store.last_signed(algorithm).unwrap(), None);
        sign(&store, algorithm, 5);
        let head = sign(&store, algorithm, 12);
        let last: Signed = store.last_signed(algorithm).unwrap().unwrap();
        assert_eq!((last.size, last.head(), last.cosignatures.len()), (12, Some(head), 1));
        let (_, whole) = Checkpoint::read(last.whole().as_bytes()).unwrap();
        assert_eq!(whole.signatures().len(), 2);
        let over = |seq| store.signed_over(algorithm, seq).unwrap().map(|signed| signed.size);
        assert_eq!([over(1), over(5), over(6), over(13)], [Some(5), Some(5), Some(12), None]);
        assert_eq!(store.witnessed(algorithm, "unit.example/witness").unwrap(), 12);
        assert_eq!(store.witnessed(algorithm, "other").unwrap(), 0);
        store.keep_signed(algorithm, 12, "another").unwrap();
        assert_eq!(store.last_signed(algorithm).unwrap().unwrap(), last, "the first stays");
    }
    assert_eq!(store.verify(None, |_| ()).unwrap().signed, 4);
    sound(&store);
    drop(store);
    let conn = Connection::open(folder.path().join("data/anshen.db")).unwrap();
    for forbidden in [
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint",
        "UPDATE cosignature SET line = ''",
        "DELETE FROM cosignature",
    ] {
        let refused = conn.execute_batch(forbidden).unwrap_err().to_string();
        assert!(refused.contains("is never"), "{forbidden}: {refused}");
    }
}

#[test]
fn a_record_made_anew_disagrees_with_what_was_signed_and_the_place_is_bounded() {
    let (folder, store) = grown(20);
    for size in [5, 12, 20] {
        sign(&store, Algorithm::Sha256, size);
    }
    let noted = store.head_of(Algorithm::Sm3, Some(12)).unwrap();
    let early = store.head_of(Algorithm::Sm3, Some(7)).unwrap();
    drop(store);
    let dir = folder.path().join("data");
    // The commitment to its content is exchanged; who has no keys cannot open the content itself.
    tamper::open_and_change(&dir, "UPDATE entry SET content = zeroblob(32) WHERE seq = 9");
    tamper::forge(&dir, 20, "DELETE FROM head");
    let found = Reader::open(&dir, 1, None).unwrap();
    let found =
        found.verify_against(&[(Algorithm::Sm3, noted), (Algorithm::Sm3, early)], |_| ()).unwrap();
    let algorithm = Algorithm::Sha256;
    let witnesses = vec!["unit.example/witness".to_owned()];
    let signed = |size| Fault::Signed { algorithm, size, agreed: 5, witnesses: witnesses.clone() };
    let against = Fault::Against { algorithm: Algorithm::Sm3, head: noted, agreed: 7 };
    assert_eq!(found.faults, [signed(12), against, signed(20)]);
}

#[test]
fn a_record_cut_off_is_shorter_than_what_was_signed() {
    let (folder, store) = grown(20);
    sign(&store, Algorithm::Sm3, 20);
    drop(store);
    let dir = folder.path().join("data");
    tamper::forge(&dir, 18, "DELETE FROM head");
    let found = Reader::open(&dir, 1, None).unwrap().verify(None, |_| ()).unwrap();
    let witnesses = vec!["unit.example/witness".to_owned()];
    let signed = Fault::Signed { algorithm: Algorithm::Sm3, size: 20, agreed: 0, witnesses };
    assert_eq!(found.faults, [signed, Fault::Removed { first: 19, last: 20 }]);
}

#[test]
fn a_changed_leaf_of_the_second_tree_is_named() {
    let (folder, store) = grown(20);
    drop(store);
    let dir = folder.path().join("data");
    tamper::open_and_change(&dir, "UPDATE entry SET sm3 = zeroblob(32) WHERE seq = 7");
    tamper::open_and_change(&dir, "UPDATE entry SET sm3 = NULL WHERE seq = 8");
    let found = Reader::open(&dir, 1, None).unwrap().verify(None, |_| ()).unwrap();
    let named = [7, 8].map(|seq| {
        let position = u32::try_from(seq).unwrap();
        Fault::Changed(Named { seq, stream: id("docket"), position })
    });
    assert_eq!(found.faults, named);
}

#[test]
fn a_head_that_is_not_that_of_the_entries_is_not_given_out_to_be_signed() {
    let (folder, store) = grown(20);
    assert_eq!(store.recorded_head().unwrap(), store.head().unwrap());
    drop(store);
    let dir = folder.path().join("data");
    tamper::open_and_change(&dir, "UPDATE entry SET leaf = zeroblob(32) WHERE seq = 7");
    let refused = Reader::open(&dir, 1, None).unwrap().recorded_head();
    assert!(matches!(refused, Err(store::Error::Damaged(_))));
}

#[test]
fn what_proofs_are_made_of_does_not_hide_an_altered_leaf_from_a_head() {
    // One block of 256 is whole, one grows.
    let (folder, store) = grown(300);
    for algorithm in Algorithm::ALL {
        store.inclusion_in(algorithm, 270, None).unwrap();
    }
    let heads = || {
        Algorithm::ALL
            .map(|algorithm| [200, 300].map(|size| store.head_of(algorithm, Some(size)).unwrap()))
    };
    let before = heads();
    let dir = folder.path().join("data");
    for seq in [100, 260] {
        let change = format!("UPDATE entry SET leaf = zeroblob(32), sm3 = leaf WHERE seq = {seq}");
        tamper::open_and_change(&dir, &change);
    }
    // The head of 300 stands on the kept root of the whole block, and on the leaves of the other.
    for (now, before) in heads().into_iter().flatten().zip(before.into_iter().flatten()) {
        assert_ne!(now, before, "{}", now.size);
    }
}

/// The files of a folder in use, its write-ahead log cut.
fn cut_copy(from: &Path, to: &Path, length: usize) {
    fs::create_dir_all(to.join("blobs")).unwrap();
    fs::copy(from.join("anshen.db"), to.join("anshen.db")).unwrap();
    let log = fs::read(from.join("anshen.db-wal")).unwrap();
    fs::write(to.join("anshen.db-wal"), &log[..length]).unwrap();
}

#[test]
fn a_write_ahead_log_cut_at_any_byte_leaves_whole_acts_and_a_noted_head_tells_what_is_missing() {
    let (folder, store) = fresh();
    let dir = folder.path().join("data");
    let mut heads = vec![store.head().unwrap()];
    for nth in 0..40 {
        append(&store, ["a", "b"][nth % 2], u32::try_from(nth / 2).unwrap(), "text");
        heads.push(store.head().unwrap());
    }
    let whole = fs::metadata(dir.join("anshen.db-wal")).unwrap().len();
    let whole = usize::try_from(whole).unwrap();
    let mut chance = 0x5EED;
    let mut missing = 0;
    for nth in 0..60 {
        chance = xorshift(chance + nth);
        let length = usize::try_from(chance).unwrap() % (whole + 1);
        let copy = folder.path().join(format!("copy-{nth}"));
        cut_copy(&dir, &copy, length);
        // The folder may be cut so short that it is none yet: that is said, too.
        let Ok(cut) = Store::open(&copy, options()) else {
            continue;
        };
        let head = cut.head().unwrap();
        let there = usize::try_from(head.size).unwrap();
        assert_eq!(head, heads[there], "whole acts, from the first on");
        for noted in &heads {
            let found = cut.verify(Some(*noted), |_| ()).unwrap();
            let gone = head.size < noted.size;
            let against = Fault::Against { algorithm: Algorithm::Sha256, head: *noted, agreed: 0 };
            assert_eq!(found.faults, if gone { vec![against] } else { vec![] });
            missing += u64::from(gone);
        }
    }
    assert!(0 < missing, "some cut took something");
    let copy = folder.path().join("all");
    cut_copy(&dir, &copy, whole);
    assert_eq!(reopen(&copy).head().unwrap(), heads[40], "nothing cut, nothing lost");
}
