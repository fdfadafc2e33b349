//! Who may know of what.

use serde_json::{Value, json};
use server::table::Takes;

use crate::house::House;

/// Every route about a review or a filing answers a stranger as if there were none.
#[tokio::test]
async fn to_others_a_case_is_not_there() {
    let house = House::new();
    let review = house.filed("party").await;
    let draft = house.draft("party").await;
    let absent = "01900000-0000-7000-8000-000000000000";
    let mut asked = 0;
    for route in server::api::table() {
        let id = match route.path {
            path if path.starts_with("/api/v1/reviews/{id}") => &review,
            path if path.starts_with("/api/v1/filings/{id}") => &draft,
            _ => continue,
        };
        let body = match route.takes {
            Takes::Act(_) => json!({"act": "withdraw", "position": 1}),
            Takes::Fields(_) if route.path.ends_with("declarations") => json!({"conflict": false}),
            Takes::Fields(_) | Takes::File | Takes::Nothing => Value::Null,
        };
        let path = route.path.replace("{material}", "analysis");
        let method = route.method.as_str();
        for stranger in ["other", "provider", "miit", "commission", "admin"] {
            let there = path.replace("{id}", id);
            let there = house.send(method, &there, stranger, body.clone()).await;
            let nowhere = path.replace("{id}", absent);
            let nowhere = house.send(method, &nowhere, stranger, body.clone()).await;
            let name = format!("{stranger} {method} {path}");
            assert_eq!(there.status, 404, "{name}: {}", there.text());
            assert_eq!(there.bytes, nowhere.bytes, "{name} tells that there is one");
            asked += 1;
        }
        let nobody = house.send(method, &path.replace("{id}", id), "", body.clone()).await;
        nobody.refuses(401, "not-signed-in");
    }
    assert!(50 < asked, "{asked}");
}

#[tokio::test]
async fn lists_obey_the_same_answer() {
    let house = House::new();
    let review = house.filed("party").await;
    let count = |who: &'static str| {
        let house = &house;
        async move {
            let list = house.get("/api/v1/reviews", who).await.is(200);
            list["reviews"].as_array().unwrap().len()
        }
    };
    for (who, seen) in [
        ("officer", 1),
        ("party", 1),
        ("reader", 1),
        ("other", 0),
        ("miit", 0),
        ("provider", 0),
        ("admin", 0),
        ("commission", 0),
        ("clerk", 1),
    ] {
        assert_eq!(count(who).await, seen, "{who}");
    }
    house.declares(&review, "officer2", true).await;
    assert_eq!(count("officer2").await, 0);
    house.get(&format!("/api/v1/reviews/{review}"), "officer2").await.refuses(404, "not-found");
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    assert_eq!(count("miit").await, 1);
}

#[tokio::test]
async fn an_officer_declares_before_reading() {
    let house = House::new();
    let filing = house.draft("party").await;
    let path = format!("/api/v1/filings/{filing}/submit");
    let submitted = house.post(&path, "party", Value::Null).await.is(201);
    let review = submitted["review"].as_str().unwrap();
    let path = format!("/api/v1/reviews/{review}");
    let refused = house.get(&path, "officer").await.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "declare-before-content");
    house.declares(review, "officer", false).await;
    house.get(&path, "officer").await.is(200);
}

#[tokio::test]
async fn the_party_does_not_see_the_consultation() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "fail", "position": 2});
    house.act(&review, "head", propose).await.is(201);
    let reply = json!({"act": "reply", "opinion": "disagree", "because": "理由", "position": 3});
    house.act(&review, "miit", reply).await.is(201);
    for who in ["party", "reader"] {
        let told = house.get(&format!("/api/v1/reviews/{review}"), who).await.text();
        let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), who).await.text();
        let markdown = [("accept", "text/markdown")];
        let path = format!("/api/v1/reviews/{review}/docket");
        let page = house.send_with("GET", &path, who, Value::Null, &markdown).await.text();
        let list = house.get("/api/v1/reviews", who).await.text();
        for text in [told, docket, page, list] {
            for word in ["miit", "disagree", "unit:", "propose", "工信部", "不同意", "csrc"] {
                assert!(!text.contains(word), "{who} reads `{word}` in {text}");
            }
        }
    }
    let search = house.get("/api/v1/reviews?waiting_for=unit:ndrc", "party").await;
    search.refuses(403, "not-permitted");
    let refused = house.act(&review, "reader", json!({"act": "withdraw", "position": 4})).await;
    refused.refuses(403, "not-permitted");
    // A body reads the proposal and its own reply, not who else is asked nor what they said.
    let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "mps").await.is(200);
    let text = docket.to_string();
    assert!(text.contains("\"propose\"") && !text.contains("miit") && !text.contains("disagree"));
    let own = house.get("/api/v1/reviews?waiting_for=unit:mps", "mps").await.is(200);
    assert_eq!(own["reviews"][0]["waiting_for"], json!(["unit:mps"]));
}
