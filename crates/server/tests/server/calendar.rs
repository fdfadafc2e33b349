//! A holiday notice taken in by a running office: two people, and every open limit follows.

use serde_json::{Value, json};

use crate::house::House;

/// A notice for 2027 in the form of the files under `calendar/`; its days are made up.
const NOTICE: &str = include_str!("notice-2027.toml");

#[tokio::test]
async fn a_notice_is_confirmed_by_a_second_person_and_limits_follow() {
    let house = House::new();
    house.at("2026-11-20T01:00:00Z");
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let path = format!("/api/v1/reviews/{review}");
    let before = limit(&house.get(&path, "officer").await.is(200));
    assert_eq!(before["provisional"], true);
    let notice = json!({"toml": NOTICE});
    let notices = "/api/v1/calendar/notices";
    house.post(notices, "officer", notice.clone()).await.refuses(403, "not-permitted");
    let imported = house.post(notices, "clerk", notice).await.is(201);
    assert_eq!(imported["state"], "pending");
    assert_eq!(limit(&house.get(&path, "officer").await.is(200)), before);
    let confirm = format!("{notices}/{}/confirm", imported["id"].as_str().unwrap());
    let refused = house.post(&confirm, "clerk", Value::Null).await;
    assert_eq!(refused.refuses(403, "not-permitted")["policy"], "importer-does-not-confirm");
    let waiting = house.get(notices, "clerk").await.is(200);
    assert_eq!(waiting[0]["moved"], Value::Null);
    let key = [("idempotency-key", "confirm-2027")];
    let first = house.send_with("POST", &confirm, "clerk2", Value::Null, &key).await;
    assert!(first.headers.get("idempotent-replayed").is_none());
    let again = house.send_with("POST", &confirm, "clerk2", Value::Null, &key).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let confirmed = first.is(200);
    assert_eq!(confirmed, again.is(200));
    for who in ["clerk", "head", "auditor"] {
        let kept = house.get(notices, who).await.is(200);
        assert_eq!(kept[0]["moved"], confirmed["moved"], "{who}");
    }
    house.get(notices, "officer").await.refuses(403, "not-permitted");
    let moved = confirmed["moved"].as_array().unwrap();
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0]["limit"], "preliminary-review");
    assert_eq!(moved[0]["from"]["due"], before["due"]);
    let after = limit(&house.get(&path, "officer").await.is(200));
    assert_eq!((&after["provisional"], &after["due"]), (&json!(false), &moved[0]["to"]["due"]));
    let list = house.get("/api/v1/reviews", "officer").await.is(200);
    assert_eq!(list["reviews"][0]["due"], after["due"]);
    assert_eq!(list["reviews"][0]["latest"], after["due"]);
    house.post(&confirm, "clerk2", Value::Null).await.refuses(409, "already-confirmed");
    let bad = json!({"toml": "year = 2027\ncolour = 1\n"});
    house.post(notices, "clerk", bad).await.refuses(422, "invalid");
}

#[tokio::test]
async fn a_paper_is_out_before_it_is_brought_in_and_is_taken_in_once() {
    let house = House::new();
    house.at("2026-11-19T01:00:00Z");
    let notices = "/api/v1/calendar/notices";
    let notice = json!({"toml": NOTICE});
    let at = |refused: Value| refused["faults"][0]["pointer"].as_str().unwrap().to_owned();
    let refused = house.post(notices, "clerk", notice.clone()).await.refuses(422, "invalid");
    assert_eq!(at(refused), "/toml/paper/0/date");
    house.at("2026-11-20T01:00:00Z");
    let imported = house.post(notices, "clerk", notice.clone()).await.is(201);
    let confirm = format!("{notices}/{}/confirm", imported["id"].as_str().unwrap());
    house.post(&confirm, "clerk2", Value::Null).await.is(200);
    let refused = house.post(notices, "clerk", notice).await.refuses(422, "invalid");
    assert_eq!(at(refused), "/toml");
    // The same number with other days does not quietly take its place.
    let other = NOTICE.replace("2027-01-03", "2027-01-02");
    let refused = house.post(notices, "clerk", json!({"toml": other})).await;
    assert_eq!(at(refused.refuses(422, "invalid")), "/toml/paper/0/number");
}

#[tokio::test]
async fn what_a_notice_moved_stays_with_the_review_for_those_who_see_the_limit() {
    let house = House::new();
    house.at("2026-11-20T01:00:00Z");
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let other = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}");
    assert_eq!(house.get(&path, "party").await.is(200)["moved"], json!([]));
    let notices = "/api/v1/calendar/notices";
    let imported = house.post(notices, "clerk", json!({"toml": NOTICE})).await.is(201);
    let id = imported["id"].as_str().unwrap();
    let confirm = format!("{notices}/{id}/confirm");
    let confirmed = house.post(&confirm, "clerk2", Value::Null).await.is(200);
    for who in ["officer", "party"] {
        let told = house.get(&path, who).await.is(200);
        let moved = told["moved"].as_array().unwrap();
        assert_eq!(moved.len(), 1, "{who}");
        assert_eq!(
            (&moved[0]["notice"], &moved[0]["limit"]),
            (&json!(id), &json!("preliminary-review"))
        );
        assert_eq!(moved[0]["from"], confirmed["moved"][0]["from"], "{who}");
        assert_eq!(moved[0]["to"], confirmed["moved"][0]["to"], "{who}");
        assert_eq!(moved[0]["confirmed_at"], "2026-11-20T01:00:00Z", "{who}");
    }
    let other = house.get(&format!("/api/v1/reviews/{other}"), "party").await.is(200);
    assert_eq!(other["moved"], json!([]), "its limit ends this year");
}

/// Lists are what a rebuild makes of the record, closed reviews included, whatever calendar is
/// known.
#[tokio::test]
async fn after_a_notice_the_lists_are_what_the_record_makes_of_them() {
    let house = House::new();
    house.at("2026-11-20T01:00:00Z");
    let closed = house.filed("party").await;
    let open = house.filed("party").await;
    for review in [&closed, &open] {
        house.act(review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    }
    house.act(&closed, "party", json!({"act": "withdraw", "position": 2})).await.is(201);
    let consents = json!({"act": "consent-to-withdrawal", "position": 3});
    let done = house.act(&closed, "head", consents).await.is(201);
    assert_eq!(done["state"]["closed"], true);
    let notices = "/api/v1/calendar/notices";
    let imported = house.post(notices, "clerk", json!({"toml": NOTICE})).await.is(201);
    let confirm = format!("{notices}/{}/confirm", imported["id"].as_str().unwrap());
    house.post(&confirm, "clerk2", Value::Null).await.is(200);
    let context = house.office.context();
    let row = move |stream: &_, lines: &[_]| server::desk::row(&context, stream, lines);
    let rebuilt = house.office.store().rebuild(row).unwrap();
    assert_eq!((rebuilt.reviews, rebuilt.corrected), (2, 0));
}

fn limit(review: &Value) -> Value {
    let limits = review["limits"].as_array().unwrap();
    limits.iter().find(|limit| limit["limit"] == "preliminary-review").unwrap().clone()
}
