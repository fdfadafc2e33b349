//! What one enters for another from paper.

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::{House, MEMBERS};

/// A letter scanned in; its id.
async fn letter(house: &House, review: &str, who: &str) -> Value {
    let path = format!("/api/v1/reviews/{review}/files?name=letter.txt");
    let media = [("content-type", "text/plain")];
    house.raw("POST", &path, who, Body::from("letter"), &media).await.is(201)["id"].clone()
}

/// Entered by an officer: refused; by a head without a letter: refused; with one: done.
async fn only_by_a_head_with_the_letter(house: &House, review: &str, act: Value) {
    let refused = house.act(review, "officer", act.clone()).await;
    let refused = refused.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "officer-decides-for-nobody");
    assert!(refused["text"]["zh"].as_str().unwrap().contains("负责人"));
    let mut with = act.clone();
    with["files"] = json!([letter(house, review, "officer").await]);
    house.act(review, "officer", with).await.refuses(403, "not-permitted");
    let bare = house.act(review, "head", act.clone()).await.refuses(422, "invalid");
    assert_eq!(bare["faults"][0]["pointer"], "/files");
    let mut with = act;
    with["files"] = json!([letter(house, review, "head").await]);
    let done = house.act(review, "head", with).await.is(201);
    assert_eq!(done["entry"]["by"], json!({"name": "head", "from_paper": true}));
}

#[tokio::test]
async fn no_officer_opens_a_review_alone_for_the_commission() {
    let house = House::new();
    let asks = json!({"act": "ask-ex-officio", "object": "product", "what": "某型路由器"});
    let opened = house.post("/api/v1/reviews", "mps", asks).await.is(201);
    let review = opened["review"].as_str().unwrap();
    for who in ["officer", "head"] {
        house.declares(review, who, false).await;
    }
    let submit = json!({"act": "submit-to-commission", "because": "x", "position": 1});
    house.act(review, "officer", submit).await.is(201);
    for act in ["commission-return", "commission-decline"] {
        let act = json!({"act": act, "on_paper_for": "commission", "position": 2});
        house.act(review, "officer", act).await.refuses(403, "not-permitted");
    }
    let approve = json!({"act": "commission-approve", "on_paper_for": "commission", "position": 2});
    only_by_a_head_with_the_letter(&house, review, approve).await;
}

#[tokio::test]
async fn no_officer_withdraws_for_the_party() {
    let house = House::new();
    let review = house.filed("party").await;
    let withdraw = json!({"act": "withdraw", "on_paper_for": "party", "position": 1});
    only_by_a_head_with_the_letter(&house, &review, withdraw).await;
}

#[tokio::test]
async fn a_body_with_an_account_replies_itself_and_one_without_by_letter() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let consult = json!({"act": "also-consult", "body": "department:mot", "position": 2});
    house.act(&review, "officer", consult).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 3});
    house.act(&review, "officer", propose).await.is(201);
    let reply = |body: &str, position: u32| {
        json!({"act": "reply", "opinion": "agree", "on_paper_for": body,
               "position": position})
    };
    house.act(&review, "officer", reply("department:mot", 4)).await.is(201);
    only_by_a_head_with_the_letter(&house, &review, reply("unit:miit", 5)).await;
    // A body whose only account is locked has nobody here.
    let accounts = house.get("/api/v1/accounts", "admin").await.is(200);
    let accounts = accounts.as_array().unwrap();
    let nea = accounts.iter().find(|account| account["login"] == "nea").unwrap();
    let path = format!("/api/v1/accounts/{}", nea["id"].as_str().unwrap());
    house.send("PUT", &path, "admin", json!({"locked": true})).await.is(204);
    house.act(&review, "officer", reply("department:nea", 6)).await.is(201);
    assert!(MEMBERS.contains(&"miit"));
}
