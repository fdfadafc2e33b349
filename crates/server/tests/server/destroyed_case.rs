//! A case that was closed, and two heads who handle it: what the tests of destroying begin with.

use std::sync::Arc;

use axum::body::Body;
use seal::note::noted;
use seal::receipt::{Receipt, Verdict, verify};
use serde_json::{Value, json};
use store::Destroyed;

use crate::house::{Answer, House, MEMBERS, seals};
use crate::trust::let_in;

/// Words that stand in one place each.
pub const TITLE: &str = "采购核心交换机";
pub const NOTE: &str = "内部意见第七稿";
pub const LETTER: &str = "附件正文之源代码";
pub const NAME: &str = "letter-of-march.txt";
pub const WHY: &str = "保存期限已满，经鉴定销毁";
pub const ASKED: &str = "/api/v1/four-eyes";

pub struct Case {
    pub house: House,
    pub review: String,
    pub filing: String,
    /// SHA-256 of what the note handed in.
    pub letter: String,
    /// The path of the note's file.
    pub file: String,
}

impl Case {
    /// A case that was filed, noted on and closed; two heads handle it.
    pub async fn closed() -> Case {
        let case = Case::open().await;
        let act = json!({"act": "find-no-review-needed", "position": 2});
        case.house.act(&case.review, "head", act).await.is(201);
        // The day after.
        case.house.at("2026-03-05T01:00:00Z");
        case
    }

    pub async fn open() -> Case {
        let mut house = House::new();
        let_in(&mut house, "head2", "另一负责人", "office", "head");
        let review = house.filed("party").await;
        house.declares(&review, "head2", false).await;
        let told = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
        let path = format!("/api/v1/reviews/{review}/files?name={NAME}");
        let sent = house.raw("POST", &path, "officer", Body::from(LETTER), &[]).await.is(201);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let note = json!({"act": "note", "text": NOTE, "files": [sent["id"]], "position": 1});
        house.act(&review, "officer", note).await.is(201);
        Case {
            filing: text(&told["filing"]),
            letter: text(&sent["sha256"]),
            file: format!("/api/v1/reviews/{review}/files/{}", text(&sent["id"])),
            review,
            house,
        }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/reviews/{}{rest}", self.review)
    }

    pub async fn asks(&self, who: &str, what: Value) -> Answer {
        let mut body = json!({"ground": "state-secret", "because": WHY});
        for (name, value) in what.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.house.post(&self.path("/destructions"), who, body).await
    }

    pub async fn answers(&self, who: &str, request: &Value, answer: &str) -> Answer {
        let path = format!("{ASKED}/{}/answer", request["id"].as_str().unwrap());
        self.house.post(&path, who, json!({"answer": answer})).await
    }

    pub async fn carries_out(&self, who: &str, request: &Value) -> Answer {
        let path = self.path(&format!("/destructions/{}", request["id"].as_str().unwrap()));
        self.house.post(&path, who, Value::Null).await
    }

    /// Asked for by one head, confirmed by the other, carried out.
    pub async fn destroyed(&self, what: Value) -> Value {
        let request = self.asks("head", what).await.is(201);
        self.answers("head2", &request, "confirmed").await.is(200);
        self.carries_out("head", &request).await.is(201)
    }

    /// Everybody's answers to everything that could tell something of the case.
    pub async fn all_that_is_told(&self) -> Vec<(String, Answer)> {
        let people = ["officer", "head", "head2", "clerk", "auditor", "party", "other", "admin"];
        let mut paths = ["", "/docket", "/files", "/notices", "/readings", "/declarations"]
            .map(|rest| self.path(rest))
            .to_vec();
        paths.extend(
            ["", "/docket", "/readings", "/declarations"]
                .map(|rest| format!("/reviews/{}{rest}", self.review)),
        );
        paths.extend((1..4).map(|nth| self.path(&format!("/receipts/{nth}"))));
        paths.extend(
            ["", "/materials/analysis", "/materials/analysis/view"]
                .map(|rest| format!("/api/v1/filings/{}{rest}", self.filing)),
        );
        paths.extend([self.file.clone(), format!("{}/view", self.file)]);
        paths.extend(
            ["/api/v1/reviews?state=all", "/api/v1/filings", "/reviews", "/filings"]
                .map(str::to_owned),
        );
        let mut told = Vec::new();
        for who in people.into_iter().chain(MEMBERS.iter().copied()) {
            for path in &paths {
                let answer = self.house.get(path, who).await;
                told.push((format!("{who} {path}"), answer));
            }
        }
        told
    }

    /// Holds the record against itself; answers what it says was destroyed.
    pub fn verifies(&self) -> Vec<Destroyed> {
        let found = self.house.office.reader().verify(None, |_| ()).unwrap();
        assert_eq!(found.faults, []);
        found.destroyed
    }

    pub fn rebuilds(&self) {
        let context = Arc::clone(&self.house.office.context());
        let row = move |stream: &store::StreamId, lines: &[store::Stored]| {
            server::paper::row(&context, stream, lines)
        };
        assert_eq!(self.house.office.store().rebuild(row).unwrap().corrected, 0);
    }

    pub async fn receipt(&self, entry: u32, who: &str) -> Vec<u8> {
        let answer = self.house.get(&self.path(&format!("/receipts/{entry}")), who).await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        answer.bytes
    }

    /// What the office says of a receipt, and what anybody says who has its keys.
    pub async fn shown(&self, receipt: &[u8]) -> Value {
        let keys = seals();
        let read = Receipt::read(receipt).unwrap();
        let verdict = verify(&read, &keys.verifying(), &|note| noted(note, keys.lines()));
        assert!(matches!(verdict, Verdict::Genuine { .. }), "{verdict:?}");
        let body = Body::from(receipt.to_vec());
        self.house.raw("POST", "/api/v1/verify", "", body, &[]).await.is(200)
    }
}

pub fn says(answer: &Answer, words: &[&str]) -> bool {
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    words.iter().any(|word| text.contains(word))
}
