//! Somebody gets at the database file. Verification names the entry.

use rusqlite::Connection;
use store::{Algorithm, Fault, Head, Idempotency, Named, Query, Reader, Shown, Verified};

use super::*;

/// Changes a database behind the store's back.
pub fn spoil(dir: &Path, statements: &str) {
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    conn.execute_batch(statements).unwrap();
}

/// All that is computed from the record, as lists show it.
pub fn dump(dir: &Path) -> Vec<String> {
    let reader = Reader::open(dir, 1, Some(keys())).unwrap();
    let streams = reader.streams().unwrap().into_iter();
    let rows = streams.filter_map(|id| {
        let review = reader.review(&id).unwrap()?;
        let words =
            Query { text: Some(review.title.clone()), standing: Shown::All, ..Query::default() };
        let found = reader.list(&words).unwrap().rows.into_iter().find(|row| row.stream == id);
        Some(format!("{id} {review:?} {found:?}"))
    });
    rows.collect()
}

/// The same, past the triggers, which are put back so that what comes after may take them away.
pub fn open_and_change(dir: &Path, statements: &str) {
    spoil(dir, &format!("{OPEN_THE_RECORD} {statements}; {CLOSE_THE_RECORD}"));
}

const CLOSE_THE_RECORD: &str = "
    CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT 1; END;
    CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT 1; END;
    CREATE TRIGGER head_is_never_changed BEFORE UPDATE ON head BEGIN SELECT 1; END;
    CREATE TRIGGER head_is_never_deleted BEFORE DELETE ON head BEGIN SELECT 1; END;";

const OPEN_THE_RECORD: &str = "
    DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted;
    DROP TRIGGER head_is_never_changed; DROP TRIGGER head_is_never_deleted;";

/// Ten entries of two dockets in turn, each in a commit of its own.
fn ten() -> (TempDir, Store) {
    let (folder, store) = fresh();
    for nth in 0..10 {
        let stream = ["a", "b"][nth % 2];
        let expected = u32::try_from(nth / 2).unwrap();
        append(&store, stream, expected, &format!("text {nth}"));
    }
    (folder, store)
}

/// What is found after this was done to the ten.
fn after(statements: &str) -> Verified {
    let (folder, store) = ten();
    sound(&store);
    drop(store);
    let dir = folder.path().join("data");
    spoil(&dir, &format!("{OPEN_THE_RECORD} {statements}"));
    // Whoever writes may refuse such a folder; whoever only reads must be able to say why.
    Reader::open(&dir, 1, Some(keys())).unwrap().verify(None, |_| ()).unwrap()
}

fn named(seq: u64) -> Named {
    let nth = u32::try_from(seq - 1).unwrap();
    Named { seq, stream: id(if nth.is_multiple_of(2) { "a" } else { "b" }), position: nth / 2 + 1 }
}

/// Of the tree of SHA-256.
fn against(head: Head) -> Fault {
    Fault::Against { algorithm: Algorithm::Sha256, head, agreed: 0 }
}

fn subtree(level: u8, index: u64) -> Fault {
    Fault::Subtree { algorithm: Algorithm::Sha256, level, index }
}

#[test]
fn the_record_refuses_to_be_changed() {
    let (folder, store) = ten();
    drop(store);
    let conn = Connection::open(folder.path().join("data/anshen.db")).unwrap();
    // As the store's own writer has it; without it `REPLACE` deletes past the triggers.
    conn.pragma_update(None, "recursive_triggers", true).unwrap();
    for forbidden in [
        "UPDATE entry SET sealed = x'00' WHERE seq = 3",
        "DELETE FROM entry WHERE seq = 3",
        "DELETE FROM entry",
        "REPLACE INTO entry SELECT * FROM entry WHERE seq = 3",
        "INSERT OR REPLACE INTO entry SELECT 99, stream, position, recorded_at, sealed,
            wrapped, content, leaf, chain, sm3 FROM entry WHERE seq = 3",
        "UPDATE entry SET rowid = 99 WHERE seq = 3",
        "UPDATE entry SET wrapped = x'00' WHERE seq = 3",
        "UPDATE entry SET wrapped = (SELECT wrapped FROM entry WHERE seq = 1) WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, rowid = 99 WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, stream = 9 WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, position = 9 WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, recorded_at = 9 WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, sealed = x'00' WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, content = x'00' WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, leaf = x'00' WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, chain = x'00' WHERE seq = 3",
        "UPDATE entry SET wrapped = NULL, sm3 = NULL WHERE seq = 3",
        "UPDATE head SET root = zeroblob(32)",
        "DELETE FROM head WHERE size = 10",
        "REPLACE INTO head VALUES (3, zeroblob(32))",
    ] {
        let refused = conn.execute_batch(forbidden).unwrap_err().to_string();
        assert!(refused.contains("is never"), "{forbidden}: {refused}");
    }
    // A key may be taken away, and does not come back.
    let kept = "CREATE TEMP TABLE kept AS SELECT wrapped FROM entry WHERE seq = 3";
    conn.execute_batch(kept).unwrap();
    conn.execute_batch("UPDATE entry SET wrapped = NULL WHERE seq = 3").unwrap();
    let back = "UPDATE entry SET wrapped = (SELECT wrapped FROM kept) WHERE seq = 3";
    let refused = conn.execute_batch(back).unwrap_err().to_string();
    assert!(refused.contains("is never"), "{refused}");
}

#[test]
fn a_changed_text_is_named() {
    let another = "(SELECT sealed FROM entry WHERE seq = 10)";
    let found = after(&format!("UPDATE entry SET sealed = {another} WHERE seq = 4"));
    assert_eq!(found.faults, [Fault::Changed(named(4))]);
}

#[test]
fn every_column_under_the_seal_is_watched() {
    for change in [
        "recorded_at = recorded_at + 1",
        "content = zeroblob(32)",
        "content = x''",
        "sealed = CAST(substr(sealed, 1, 20) || x'ff' || substr(sealed, 22) AS BLOB)",
        "sealed = substr(sealed, 1, length(sealed) - 1)",
        "sealed = x''",
    ] {
        let found = after(&format!("UPDATE entry SET {change} WHERE seq = 4"));
        assert_eq!(found.faults, [Fault::Changed(named(4))], "{change}");
    }
    let found = after("UPDATE entry SET position = 70 WHERE seq = 10");
    let entry = Named { position: 70, ..named(10) };
    let expected = 5;
    let faults = [Fault::Changed(entry.clone()), Fault::OutOfOrder { entry, expected }];
    assert_eq!(found.faults, faults);
    let found = after("UPDATE stream SET id = 'c' WHERE id = 'b'");
    assert_eq!(found.count, 5, "each entry of the renamed docket");
}

#[test]
fn a_changed_leaf_or_link_is_named() {
    let found = after("UPDATE entry SET leaf = zeroblob(32) WHERE seq = 4");
    assert!(found.faults.contains(&Fault::Changed(named(4))));
    assert!(found.faults.contains(&Fault::Head { size: 4, agreed: 3 }));
    let found = after("UPDATE entry SET chain = zeroblob(7) WHERE seq = 4");
    let faults = [Fault::Unlinked(named(4)), Fault::Unlinked(named(5))];
    assert_eq!(found.faults, faults);
}

#[test]
fn a_removed_entry_is_named() {
    let found = after("DELETE FROM entry WHERE seq = 4");
    let gap = Fault::OutOfOrder { entry: named(6), expected: 2 };
    assert_eq!(found.faults, [Fault::Removed { first: 4, last: 4 }, gap]);
    let found = after("DELETE FROM entry WHERE seq > 8");
    assert_eq!(found.faults, [Fault::Removed { first: 9, last: 10 }]);
}

#[test]
fn a_removed_entry_is_named_though_the_rest_closes_up() {
    let found = after(
        "DELETE FROM entry WHERE seq = 4;
         UPDATE entry SET seq = seq - 1 WHERE seq > 4;
         DELETE FROM head WHERE size = 10;",
    );
    let unlinked = Named { seq: 4, ..named(5) };
    assert!(found.faults.contains(&Fault::Unlinked(unlinked)));
    let entry = Named { seq: 5, ..named(6) };
    assert!(found.faults.contains(&Fault::OutOfOrder { entry, expected: 2 }));
    assert!(found.faults.contains(&Fault::Head { size: 4, agreed: 3 }));
}

#[test]
fn exchanged_entries_are_named() {
    let found = after(
        "UPDATE entry SET seq = 100 WHERE seq = 4; UPDATE entry SET seq = 4 WHERE seq = 8;
         UPDATE entry SET seq = 8 WHERE seq = 100;",
    );
    for (seq, was) in [(4, 8), (8, 4)] {
        let moved = Named { seq, ..named(was) };
        assert!(found.faults.contains(&Fault::Unlinked(moved)), "{seq}");
    }
    let found = after(
        "CREATE TEMP TABLE t AS SELECT seq, sealed FROM entry WHERE seq IN (4, 8);
         UPDATE entry SET sealed = (SELECT t.sealed FROM t WHERE t.seq = 12 - entry.seq)
         WHERE seq IN (4, 8)",
    );
    assert_eq!(found.faults, [4, 8].map(|seq| Fault::Changed(named(seq))));
}

/// Makes the record anew from what it says, chain and all, as a forger with our own code would;
/// `keep` entries of it.
pub fn forge(dir: &Path, keep: u64, heads: &str) {
    let conn = Connection::open(dir.join("anshen.db")).unwrap();
    let delete = format!("{OPEN_THE_RECORD} DELETE FROM entry WHERE seq > {keep}; {heads}");
    conn.execute_batch(&delete).unwrap();
    let mut tree = ledger::Frontier::default();
    let mut chain = ledger::empty_root();
    for seq in 1..=keep {
        let proof = Reader::open(dir, 1, Some(keys())).unwrap().inclusion(seq).unwrap();
        let leaf = Algorithm::Sha256.leaf(&proof.entry.leaf_data());
        chain = ledger::chain(&chain, &leaf);
        tree.append(leaf, |_, _| ());
        let sm3 = Algorithm::Sm3.leaf(&proof.entry.leaf_data());
        let update = "UPDATE entry SET leaf = $1, chain = $2, sm3 = $3 WHERE seq = $4";
        let seq = i64::try_from(seq).unwrap();
        let hashes = (leaf.as_bytes(), chain.as_bytes(), sm3.as_bytes(), seq);
        conn.execute(update, hashes).unwrap();
    }
    let head = tree.head();
    let insert = "INSERT OR REPLACE INTO head VALUES ($1, $2)";
    let size = i64::try_from(head.size).unwrap();
    conn.execute(insert, (size, head.root.as_bytes())).unwrap();
}

#[test]
fn a_record_rewritten_with_its_chain_disagrees_with_its_heads() {
    let (folder, store) = ten();
    drop(store);
    let (forged, store) = fresh();
    for nth in 0..10 {
        let expected = u32::try_from(nth / 2).unwrap();
        let text = if nth == 3 { "text X".to_owned() } else { format!("text {nth}") };
        append(&store, ["a", "b"][nth % 2], expected, &text);
    }
    sound(&store);
    drop(store);
    let dir = forged.path().join("data");
    let heads = folder.path().join("data/anshen.db");
    spoil(
        &dir,
        &format!(
            "ATTACH '{}' AS true; {OPEN_THE_RECORD}
             DELETE FROM main.head; INSERT INTO main.head SELECT * FROM true.head;",
            heads.display()
        ),
    );
    let reader = Reader::open(&dir, 1, Some(keys())).unwrap();
    let found = reader.verify(None, |_| ()).unwrap();
    assert_eq!(found.faults[0], Fault::Head { size: 4, agreed: 3 });
}

#[test]
fn a_tail_cut_off_with_its_heads_is_known_to_receipts_lists_and_heads_noted_elsewhere() {
    let (folder, store) = ten();
    let mut last = act("a", 5, "text 10");
    last.idempotency = Some(Idempotency::new("user", "key", b""));
    let stored = |payload: &str| Stored {
        position: 6,
        seq: 11,
        recorded_at: at(5),
        payload: payload.to_owned(),
        reading: Reading::Original,
    };
    let entries = [stored("")];
    written(&mut last).projection = project(&id("a"), &entries);
    store.append_blocking(last).unwrap();
    let noted: Head = store.head().unwrap();
    let early = store.head_at(8).unwrap();
    drop(store);
    let dir = folder.path().join("data");
    forge(&dir, 8, "DELETE FROM head");
    let store = reopen(&dir);
    let found = store.verify(Some(noted), |_| ()).unwrap();
    let lost = Fault::Lost { stream: id("a"), position: 6 };
    assert_eq!(found.faults, [lost.clone(), lost, against(noted)]);
    // Where nothing else knows, only a head noted elsewhere does.
    drop(store);
    spoil(&dir, "DELETE FROM receipt; DELETE FROM review");
    let store = reopen(&dir);
    assert_eq!(store.verify(Some(early), |_| ()).unwrap().faults, []);
    let found = store.verify(Some(noted), |_| ()).unwrap();
    assert_eq!(found.faults, [against(noted)]);
}

#[test]
fn kept_hashes_of_the_tree_are_watched() {
    let (folder, store) = fresh();
    for nth in 0..520 {
        append(&store, "docket", nth, "x");
    }
    drop(store);
    let dir = folder.path().join("data");
    let found = |change: &str| {
        spoil(&dir, change);
        Reader::open(&dir, 1, None).unwrap().verify(None, |_| ()).unwrap().faults
    };
    // Of 520 leaves two blocks are whole: two nodes of level 8, sixteen of level 4 below each.
    assert_eq!(
        found("UPDATE subtree SET hash = zeroblob(32) WHERE level = 8 AND place = 1"),
        [subtree(8, 1)]
    );
    assert_eq!(found("DELETE FROM subtree WHERE level = 8 AND place = 1"), [subtree(8, 1)]);
    // What is in the middle of a block is told before what is above it.
    let gone = "DELETE FROM subtree WHERE level = 4 AND place = 31";
    assert_eq!(found(gone), [subtree(4, 31), subtree(8, 1)]);
    // What no tree of this size keeps.
    let strange = "INSERT INTO subtree VALUES (4, 32, zeroblob(32)), (5, 0, zeroblob(32))";
    let strays = [subtree(4, 31), subtree(8, 1), subtree(4, 32), subtree(5, 0)];
    assert_eq!(found(strange), strays);
    assert_eq!(
        found("DELETE FROM subtree"),
        (0..16)
            .map(|place| subtree(4, place))
            .chain([subtree(8, 0)])
            .chain((16..32).map(|place| subtree(4, place)))
            .chain([subtree(8, 1)])
            .collect::<Vec<Fault>>()
    );
}
