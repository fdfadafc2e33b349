//! Files that are not what the record says: never handed out, never handed in.

use std::path::PathBuf;

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::House;

/// Where a file lies.
fn lies(house: &House, sha256: &Value) -> PathBuf {
    let name = sha256.as_str().unwrap();
    let shelf: String = name.chars().take(2).collect();
    house.dir.path().join("data/blobs").join(shelf).join(name)
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
    // As long as it was, so that its length betrays nothing.
    std::fs::write(&file, format!("Analysis of {filing}")).unwrap();
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
