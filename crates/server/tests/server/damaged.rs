//! Files that are not what the record says: never handed out, never handed in.

use std::path::PathBuf;

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::House;

/// Where a file lies: the label of its key says which it is.
fn lies(house: &House, sha256: &Value) -> PathBuf {
    let files = |dir: PathBuf| std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    let mut all = files(house.dir.path().join("data/blobs")).flat_map(files);
    let is_of = |path: &PathBuf| {
        let label = std::fs::read(path).unwrap();
        path.extension().is_some_and(|extension| extension == "key")
            && String::from_utf8_lossy(&label).contains(sha256.as_str().unwrap())
    };
    all.find(is_of).unwrap().with_extension("")
}

/// Changes a byte in the middle of a file, so that its length betrays nothing.
fn alter(file: &PathBuf) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn an_altered_or_missing_file_is_told_and_not_served() {
    let house = House::new();
    let filing = house.draft("party").await;
    let path = format!("/api/v1/filings/{filing}/materials/analysis");
    let told = house.get(&format!("/api/v1/filings/{filing}"), "party").await.is(200);
    let materials = told["materials"].as_array().unwrap();
    let analysis = materials.iter().find(|one| one["material"] == "analysis").unwrap();
    let file = lies(&house, &analysis["sha256"]);
    let content = house.get(&path, "party").await;
    assert_eq!(content.text(), format!("analysis of {filing}"));
    alter(&file);
    let refused = house.get(&path, "party").await.refuses(500, "file-damaged");
    assert_eq!(refused["sha256"], analysis["sha256"]);
    std::fs::remove_file(&file).unwrap();
    house.get(&path, "party").await.refuses(500, "file-damaged");
}

#[tokio::test]
async fn a_filing_whose_file_is_gone_is_not_handed_in_until_it_is_sent_again() {
    let house = House::new();
    let filing = house.draft("party").await;
    let told = house.get(&format!("/api/v1/filings/{filing}"), "party").await.is(200);
    let documents = told["materials"].as_array().unwrap();
    let documents = documents.iter().find(|one| one["material"] == "documents").unwrap();
    let file = lies(&house, &documents["sha256"]);
    let submit = format!("/api/v1/filings/{filing}/submit");
    for spoil in [
        |file: &PathBuf| std::fs::write(file, "another").unwrap(),
        |file: &PathBuf| std::fs::remove_file(file).unwrap(),
    ] {
        spoil(&file);
        let refused = house.post(&submit, "party", json!({})).await.refuses(422, "invalid");
        assert_eq!(refused["faults"][0]["pointer"], "/materials/documents");
    }
    let path = format!("/api/v1/filings/{filing}/materials/documents?name=documents.txt");
    let again = Body::from(format!("documents of {filing}"));
    let media = [("content-type", "text/plain")];
    house.raw("PUT", &path, "party", again, &media).await.is(201);
    house.post(&submit, "party", json!({})).await.is(201);
}

#[tokio::test]
async fn a_file_on_the_docket_is_held_against_its_hash() {
    let house = House::new();
    let review = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}/files?name=letter.txt");
    let media = [("content-type", "text/plain")];
    let sent = house.raw("POST", &path, "party", Body::from("letter"), &media).await.is(201);
    std::fs::write(lies(&house, &sent["sha256"]), "Letter").unwrap();
    let id = sent["id"].as_str().unwrap();
    let path = format!("/api/v1/reviews/{review}/files/{id}");
    house.get(&path, "party").await.refuses(500, "file-damaged");
}
