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
    let mut file = blobs.open(hash).unwrap()?;
    file.read_to_end(&mut content).unwrap();
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
    let blobs = store.blobs();
    let dir = folder.path().join("data/blobs");
    for content in [&b""[..], b"a", &vec![7; 123_456]] {
        let hash = put(&blobs, content);
        let expected = Hash::from(<[u8; 32]>::from(Sha256::digest(content)));
        assert_eq!(hash, expected);
        assert_eq!(put(&blobs, content), hash);
        assert_eq!(get(&blobs, &hash).unwrap(), content);
    }
    assert_eq!(count(&dir), 3, "no copy and nothing unfinished");
    assert_eq!(get(&blobs, &Hash::from([0; 32])), None);
}

#[test]
fn what_is_not_finished_leaves_no_trace() {
    let (folder, store) = fresh();
    let blobs = store.blobs();
    let dir = folder.path().join("data/blobs");
    let mut writer = blobs.writer().unwrap();
    writer.write(b"half").unwrap();
    assert_eq!(count(&dir), 1);
    drop(writer);
    assert_eq!(count(&dir), 0);
    // A process that died could not tidy up.
    std::fs::write(dir.join("new/1-0"), b"half").unwrap();
    blobs.sweep().unwrap();
    assert_eq!(count(&dir), 0);
    put(&blobs, b"whole");
}

/// Where a blob lies.
fn lies(dir: &Path, hash: &Hash) -> std::path::PathBuf {
    let name = hash.to_string();
    dir.join(name.chars().take(2).collect::<String>()).join(name)
}

#[test]
fn an_altered_file_is_known_and_gives_way_to_the_true_one() {
    let (folder, store) = fresh();
    let blobs = store.blobs();
    let hash = put(&blobs, b"material");
    assert!(matches!(blobs.check(&hash), Ok(Kept::Whole(_))));
    std::fs::write(lies(&folder.path().join("data/blobs"), &hash), b"Material").unwrap();
    assert!(matches!(blobs.check(&hash), Ok(Kept::Altered)));
    assert_eq!(put(&blobs, b"material"), hash);
    assert_eq!(get(&blobs, &hash).unwrap(), b"material");
    assert!(matches!(blobs.check(&Hash::from([0; 32])), Ok(Kept::Missing)));
}

#[test]
fn files_that_entries_name_are_held_against_the_record() {
    let (folder, store) = fresh();
    let blobs = store.blobs();
    let hashes = [&b"whole"[..], b"altered", b"missing"].map(|content| put(&blobs, content));
    for (position, hash) in (0..).zip(&hashes) {
        append(&store, "docket", position, &hash.to_string());
    }
    // A file that is named twice is read once.
    append(&store, "other", 0, &hashes[1].to_string());
    append(&store, "other", 1, "no file");
    let named = |payload: &str| payload.parse::<Hash>().into_iter().collect::<Vec<Hash>>();
    let found = store.verify_files(named, |_, _| ()).unwrap();
    assert_eq!((found.files, found.faults.len()), (3, 0));
    let dir = folder.path().join("data/blobs");
    std::fs::write(lies(&dir, &hashes[1]), b"altereD").unwrap();
    std::fs::remove_file(lies(&dir, &hashes[2])).unwrap();
    let found = store.verify_files(named, |_, _| ()).unwrap();
    let fault = |at: u32, kind| FileFault {
        hash: hashes[usize::try_from(at).unwrap() - 1],
        entry: Named { seq: u64::from(at), stream: id("docket"), position: at },
        kind,
    };
    let expected = [fault(2, FileFaultKind::Altered), fault(3, FileFaultKind::Missing)];
    assert_eq!(found.faults, expected);
}
