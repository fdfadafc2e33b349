//! A docket that leaves the house sealed to those it is for.

use std::io::Read as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::house::House;
use crate::trust::{answer_to, ask};

#[tokio::test]
async fn a_docket_leaves_with_its_files_sealed_to_those_it_is_for_and_nobody_else() {
    let house = House::new();
    let review = house.filed("party").await;
    let sealed = format!("/api/v1/reviews/{review}/exports/sealed");
    let (one, other) = (age::x25519::Identity::generate(), age::x25519::Identity::generate());
    let keys = json!([one.to_public().to_string(), other.to_public().to_string()]);
    let body = json!({"recipients": keys});
    house.post(&sealed, "officer", body.clone()).await.refuses(409, "takes-two");
    let request = ask(&house, "officer", "export-docket", &review).await;
    house.post(&answer_to(&request), "head", json!({"answer": "confirmed"})).await.is(200);
    for (wrong, at) in [
        (json!(["age1x"]), "/recipients/0"),
        (json!([one.to_public().to_string(), "AGE-SECRET-KEY-1"]), "/recipients/1"),
        (json!(vec![one.to_public().to_string(); 21]), "/recipients"),
    ] {
        let refused = house.post(&sealed, "officer", json!({"recipients": wrong})).await;
        assert_eq!(refused.refuses(422, "invalid")["faults"][0]["pointer"], at);
    }
    house.post(&sealed, "party", body.clone()).await.refuses(409, "takes-two");
    let answer = house.post(&sealed, "officer", body.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    for identity in [&one, &other] {
        let opened = age::decrypt(identity, &answer.bytes).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(opened)).unwrap();
        let mut read = |name: &str| {
            let mut bytes = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        };
        let told: Value = serde_json::from_slice(&read("docket.json")).unwrap();
        assert_eq!(told["review"], json!(review));
        assert!(String::from_utf8(read("docket.md")).unwrap().contains("```docket"));
        let files = told["files"].as_array().unwrap();
        assert!(!files.is_empty());
        for file in files {
            let content = read(file["path"].as_str().unwrap());
            let sha256: String =
                Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file["sha256"], json!(sha256));
        }
    }
    let stranger = age::x25519::Identity::generate();
    assert!(age::decrypt(&stranger, &answer.bytes).is_err());
    // Cut short, it opens for nobody.
    assert!(age::decrypt(&one, &answer.bytes[..answer.bytes.len() - 1]).is_err());
    house.post(&sealed, "officer", body).await.refuses(409, "takes-two");
    // Whose key it went out to is on record, and what was read for it.
    let lines = house.office.reader().entries(&store::StreamId::new("office"), 0).unwrap();
    let last: Value = serde_json::from_str(&lines.last().unwrap().payload).unwrap();
    assert_eq!((&last["office"], &last["recipients"]), (&json!("docket-exported"), &keys));
    foreign_age_opens(&one, &answer.bytes);
}

#[tokio::test]
async fn the_page_of_what_takes_two_exports_sealed() {
    let house = House::new();
    let review = house.filed("party").await;
    let request = ask(&house, "officer", "export-docket", &review).await;
    let path = format!("/four-eyes/{}/export", request["id"].as_str().unwrap());
    let own = age::x25519::Identity::generate();
    let form = async |who: &str, keys: &str| {
        let media = [("content-type", "application/x-www-form-urlencoded")];
        let sent = format!("recipients={keys}");
        house.raw("POST", &path, who, sent.into(), &media).await
    };
    let key = own.to_public().to_string();
    assert_eq!(form("officer", &key).await.status, 404);
    assert!(!house.get("/four-eyes", "officer").await.text().contains(&path));
    house.post(&answer_to(&request), "head", json!({"answer": "confirmed"})).await.is(200);
    assert!(house.get("/four-eyes", "officer").await.text().contains(&path));
    assert!(!house.get("/four-eyes", "head").await.text().contains(&path));
    assert_eq!(form("head", &key).await.status, 404);
    let wrong = form("officer", "ssh-ed25519+AAAA").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("age1"));
    let sent = form("officer", &format!("{key}%0D%0A")).await;
    assert_eq!(sent.status, 200);
    assert!(sent.headers["content-disposition"].to_str().unwrap().ends_with(".zip.age\""));
    assert!(age::decrypt(&own, &sent.bytes).unwrap().starts_with(b"PK"));
    assert_eq!(form("officer", &key).await.status, 404);
}

/// The `age` of others opens it too.
fn foreign_age_opens(identity: &age::x25519::Identity, sealed: &[u8]) {
    use age::secrecy::ExposeSecret as _;
    let folder = tempfile::tempdir().unwrap();
    let (key, file) = (folder.path().join("key"), folder.path().join("docket.zip.age"));
    std::fs::write(&key, identity.to_string().expose_secret()).unwrap();
    std::fs::write(&file, sealed).unwrap();
    let opened =
        std::process::Command::new("age").arg("-d").arg("-i").arg(&key).arg(&file).output();
    let Ok(opened) = opened else {
        eprintln!("SKIPPED: no `age` here (Debian: age)");
        return;
    };
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    assert!(opened.stdout.starts_with(b"PK"));
}
