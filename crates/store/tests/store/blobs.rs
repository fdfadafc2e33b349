//! Files of the record.

use std::io::Read as _;

use sha2::{Digest as _, Sha256};
use store::{BlobStore, FileFault, FileFaultKind, Hash, Kept, Named};

use super::*;

fn put(blobs: &BlobStore, content: &[u8]) -> Hash {
    let mut writer = blobs.writer().unwrap();
    for piece in content.chunks(1000) {
        writer.write(piece).unwrap();
    }
    assert_eq!(writer.length(), content.len() as u64);
    writer.finish().unwrap()
}

fn get(blobs: &BlobStore, hash: &Hash) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    match blobs.check(hash).unwrap() {
        Kept::Whole(mut file) => file.read_to_end(&mut content).unwrap(),
        Kept::Altered => panic!("altered"),
        Kept::Missing => return None,
    };
    Some(content)
}

/// Files below a folder.
fn count(dir: &Path) -> usize {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

#[test]
fn a_blob_is_named_by_its_content_and_kept_once() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "begins");
    let blobs = store.blobs("docket").unwrap();
    let dir = folder.path().join("data/blobs");
    for content in [&b""[..], b"a", &vec![7; 123_456]] {
        let hash = put(&blobs, content);
        let expected = Hash::from(<[u8; 32]>::from(Sha256::digest(content)));
        assert_eq!(hash, expected);
        assert_eq!(put(&blobs, content), hash);
        assert_eq!(get(&blobs, &hash).unwrap(), content);
    }
    assert_eq!(count(&dir), 2 * 3, "each with its key, no copy and nothing unfinished");
    assert_eq!(get(&blobs, &Hash::from([0; 32])), None);
}

#[test]
fn what_is_not_finished_leaves_no_trace() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "begins");
    let blobs = store.blobs("docket").unwrap();
    let dir = folder.path().join("data/blobs");
    let mut writer = blobs.writer().unwrap();
    writer.write(b"half").unwrap();
    assert_eq!(count(&dir), 1);
    drop(writer);
    assert_eq!(count(&dir), 0);
    // A process that died could not tidy up.
    std::fs::write(dir.join("new/1-0"), b"half").unwrap();
    store.shelves().sweep().unwrap();
    assert_eq!(count(&dir), 0);
    put(&blobs, b"whole");
}

/// Where a document lies: its key's label says which it is.
fn lies(dir: &Path, hash: &Hash) -> std::path::PathBuf {
    let mut found = None;
    for shelf in std::fs::read_dir(dir).unwrap().map(|shelf| shelf.unwrap().path()) {
        for path in std::fs::read_dir(shelf).unwrap().map(|file| file.unwrap().path()) {
            let label = std::fs::read(&path).unwrap();
            let is_key = path.extension().is_some_and(|extension| extension == "key");
            if is_key && String::from_utf8_lossy(&label).contains(&hash.to_string()) {
                found = Some(path.with_extension(""));
            }
        }
    }
    found.unwrap()
}

/// Turns a bit of a file in its middle.
fn spoil(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn an_altered_file_is_known_and_gives_way_to_the_true_one() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "begins");
    let blobs = store.blobs("docket").unwrap();
    let hash = put(&blobs, b"material");
    assert!(matches!(blobs.check(&hash), Ok(Kept::Whole(_))));
    spoil(&lies(&folder.path().join("data/blobs"), &hash));
    assert!(matches!(blobs.check(&hash), Ok(Kept::Altered)));
    assert_eq!(put(&blobs, b"material"), hash);
    assert_eq!(get(&blobs, &hash).unwrap(), b"material");
    assert!(matches!(blobs.check(&Hash::from([0; 32])), Ok(Kept::Missing)));
}

#[test]
fn files_that_entries_name_are_held_against_the_record() {
    let (folder, store) = fresh();
    append(&store, "docket", 0, "begins");
    let blobs = store.blobs("docket").unwrap();
    let hashes = [&b"whole"[..], b"altered", b"missing"].map(|content| put(&blobs, content));
    for (position, hash) in (1..).zip(&hashes) {
        append(&store, "docket", position, &hash.to_string());
    }
    // A file that is named twice is read once.
    append(&store, "docket", 4, &hashes[1].to_string());
    append(&store, "docket", 5, "no file");
    let named = |payload: &str| payload.parse::<Hash>().into_iter().collect::<Vec<Hash>>();
    let found = store.verify_files(named, |_, _| ()).unwrap();
    assert_eq!((found.files, found.faults.len()), (3, 0));
    let dir = folder.path().join("data/blobs");
    spoil(&lies(&dir, &hashes[1]));
    std::fs::remove_file(lies(&dir, &hashes[2])).unwrap();
    let found = store.verify_files(named, |_, _| ()).unwrap();
    let fault = |at: u32, kind| FileFault {
        hash: hashes[usize::try_from(at).unwrap() - 2],
        entry: Named { seq: u64::from(at), stream: id("docket"), position: at },
        kind,
    };
    let expected = [fault(3, FileFaultKind::Altered), fault(4, FileFaultKind::Missing)];
    assert_eq!(found.faults, expected);
}
