//! Acts: positions, refusals, keys, many at once.

use std::sync::Arc;

use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn whoever_acts_second_is_told_what_the_first_did() {
    let house = House::new();
    let review = house.filed("party").await;
    let note = |text: &str| json!({"act": "note", "text": text, "position": 1});
    house.act(&review, "officer", note("first")).await.is(201);
    let moved = house.act(&review, "officer2", note("second")).await;
    let moved = moved.refuses(409, "docket-moved");
    assert_eq!(moved["position"], 2);
    assert_eq!(moved["entries"][0]["command"], json!({"act": "note", "text": "first"}));
    assert_eq!(moved["entries"].as_array().unwrap().len(), 1);
    let ahead = json!({"act": "note", "text": "x", "position": 9});
    let ahead = house.act(&review, "officer", ahead).await.refuses(422, "invalid");
    assert_eq!(ahead["faults"][0]["pointer"], "/position");
}

#[tokio::test]
async fn the_law_refuses_with_its_article_in_both_languages() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let act = json!({"act": "extend-limit", "limit": "preliminary-review", "working_days": 16,
                     "because": "复杂", "position": 2});
    let path = format!("/api/v1/reviews/{review}/acts");
    let english = [("accept-language", "en")];
    let refused = house.send_with("POST", &path, "officer", act, &english).await;
    let refused = refused.refuses(409, "extension-too-long");
    assert_eq!(refused["article"], "11");
    assert_eq!(refused["detail"], refused["text"]["en"]);
    let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    assert_eq!(docket["position"], 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_exactly_one_wins_each_position() {
    let house = Arc::new(House::new());
    let review = house.filed("party").await;
    for position in 1..4_u32 {
        let tries = (0..64).map(|nth| {
            let (house, review) = (house.clone(), review.clone());
            tokio::spawn(async move {
                let text = format!("task {nth}");
                let act = json!({"act": "note", "text": text, "position": position});
                let answer = house.act(&review, "officer", act).await;
                let status = answer.status.as_u16();
                if status == 409 {
                    let moved = answer.refuses(409, "docket-moved");
                    assert_eq!(moved["position"], position + 1);
                }
                status
            })
        });
        let tries: Vec<_> = tries.collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.unwrap());
        }
        let won = statuses.iter().filter(|status| **status == 201).count();
        let told = statuses.iter().filter(|status| **status == 409).count();
        assert_eq!((won, told), (1, 63), "{statuses:?}");
    }
}

#[tokio::test]
async fn one_key_is_one_act() {
    let house = House::new();
    let review = house.filed("party").await;
    let path = format!("/api/v1/reviews/{review}/acts");
    let act = json!({"act": "confirm-filing", "position": 1});
    let key = [("idempotency-key", "a-key")];
    let first = house.send_with("POST", &path, "officer", act.clone(), &key).await;
    assert!(first.headers.get("idempotent-replayed").is_none());
    let later = json!({"act": "note", "text": "between", "position": 2});
    house.act(&review, "officer", later).await.is(201);
    let again = house.send_with("POST", &path, "officer", act, &key).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(first.is(201), again.is(201));
    let other = json!({"act": "note", "text": "other", "position": 3});
    let other = house.send_with("POST", &path, "officer", other.clone(), &key).await;
    other.refuses(409, "key-reused");
    // Another person's equal key is another key.
    let act = json!({"act": "note", "text": "mine", "position": 3});
    house.send_with("POST", &path, "officer2", act, &key).await.is(201);
    let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    assert_eq!(docket["position"], 4);
}

#[tokio::test]
async fn a_clock_behind_the_record_refuses_acts() {
    let house = House::new();
    let review = house.filed("party").await;
    house.at("2026-03-04T00:59:00Z");
    let act = json!({"act": "confirm-filing", "position": 1});
    let refused = house.act(&review, "officer", act.clone()).await;
    refused.refuses(409, "clock-behind-record");
    house.at("2026-03-04T02:00:00Z");
    house.act(&review, "officer", act).await.is(201);
}

#[tokio::test]
async fn a_day_begins_at_midnight_in_beijing() {
    let house = House::new();
    house.at("2026-03-04T15:59:59Z");
    let first = house.filed("party").await;
    house.at("2026-03-04T16:00:00Z");
    let second = house.filed("party").await;
    for (review, day) in [(first, "2026-03-04"), (second, "2026-03-05")] {
        let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await;
        assert_eq!(docket.is(200)["entries"][0]["date"], day);
    }
}

#[tokio::test]
async fn what_came_on_paper_is_entered_for_who_sent_it() {
    let house = House::new();
    let review = house.filed("party").await;
    house.act(&review, "head", json!({"act": "open-review", "position": 1})).await.is(201);
    let asks = json!({"act": "request-supplement", "what": "清单", "position": 2});
    house.act(&review, "officer", asks).await.is(201);
    let supplies = json!({"act": "supply-supplement", "on_paper_for": "party", "position": 3});
    let done = house.act(&review, "officer", supplies).await.is(201);
    assert_eq!(done["entry"]["actor"], "party");
    assert_eq!(done["entry"]["by"], json!({"name": "officer", "from_paper": true}));
}

#[tokio::test]
async fn a_review_says_what_may_be_done_and_why_the_rest_may_not() {
    let house = House::new();
    let review = house.filed("party").await;
    let told = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    let may = told["may"].as_array().unwrap();
    let confirm = may.iter().find(|one| one["act"] == "confirm-filing").unwrap();
    assert_eq!((&confirm["actor"], &confirm["you"]), (&json!("office"), &json!(true)));
    let may_not = told["may_not"].as_array().unwrap();
    let conclude = may_not.iter().find(|one| one["act"] == "conclude").unwrap();
    assert!(conclude["reason"].is_string() && conclude["text"]["zh"].is_string());
    assert_eq!(told["waiting_for"], json!(["office"]));
    assert_eq!(told["law"], "measures-2022");
}

#[tokio::test]
async fn a_review_can_begin_without_a_filing() {
    let house = House::new();
    let asks = json!({"act": "ask-ex-officio", "object": "product", "what": "某型路由器"});
    let opened = house.post("/api/v1/reviews", "mps", asks).await.is(201);
    assert_eq!(opened["state"]["step"], "ex-officio-proposal");
    assert_eq!(opened["number"], "网审〔2026〕1号");
    let files = json!({"act": "files", "kind": "procurement"});
    house.post("/api/v1/reviews", "mps", files).await.refuses(422, "invalid");
    let determines = json!({"act": "determine-object", "object": "x", "ground": "other",
                            "what": "y"});
    let refused = house.post("/api/v1/reviews", "officer", determines).await;
    refused.refuses(409, "not-in-this-version");
}
