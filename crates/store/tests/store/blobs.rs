//! Files of the record.

use std::io::Read as _;

use sha2::{Digest as _, Sha256};
use store::{BlobStore, Hash};

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
