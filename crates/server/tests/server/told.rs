//! What a party is told while the mechanism deliberates: nothing, by no filter, order or cursor.

use serde_json::{Value, json};

use crate::house::{House, MEMBERS};

/// What a party can ask about a review, all ways.
async fn asked(house: &House, review: &str) -> Vec<Value> {
    let mut answers = Vec::new();
    let base = "/api/v1/reviews";
    let queries = [
        "?state=all",
        "?order=newest",
        "?limit=1",
        "?due_before=2026-04-01",
        "?due_before=2027-01-01",
        "?overdue=true",
        "?step=consultation",
        "?step=special-review",
        "?step=commission-approval",
        "?waiting_for=office",
        "?waiting_for=commission",
        "?q=%E9%87%87%E8%B4%AD",
    ];
    for query in queries {
        let mut answer = house.get(&format!("{base}{query}"), "party").await.is(200);
        // The length of the docket is what an act must name; it says nothing of what was done.
        for row in answer["reviews"].as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("position");
        }
        answers.push(answer);
    }
    let mut one = house.get(&format!("{base}/{review}"), "party").await.is(200);
    one.as_object_mut().unwrap().remove("position");
    answers.push(one);
    answers
}

#[tokio::test]
async fn a_party_learns_of_division_and_commission_by_the_notices_alone() {
    let house = House::new();
    house.filed("party").await;
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "fail", "position": 2});
    house.act(&review, "officer", propose).await.is(201);
    let before = asked(&house, &review).await;
    let mut position = 3;
    for body in MEMBERS.iter().chain(&["nea"]) {
        let reply = json!({"act": "reply", "opinion": "disagree", "because": "风险",
                           "position": position});
        house.act(&review, body, reply).await.is(201);
        position += 1;
        assert_eq!(asked(&house, &review).await, before, "after the reply of {body}");
    }
    let office = house.get(&format!("/api/v1/reviews/{review}"), "officer").await.is(200);
    assert_eq!(office["step"], "special-review");

    let mut act = |who: &'static str, act: Value| {
        let mut act = act;
        act["position"] = position.into();
        position += 1;
        (who, act)
    };
    let (who, opens) = act("officer", json!({"act": "open-special-review"}));
    house.act(&review, who, opens).await.is(201);
    let told = asked(&house, &review).await;
    assert_eq!(told.last().unwrap()["step"], "special-review");
    let hidden = [
        act("officer", json!({"act": "hear", "body": "unit:mss"})),
        act("officer", json!({"act": "propose-again", "conclusion": "fail"})),
        act("officer", json!({"act": "submit-to-commission", "because": "逾期未回复"})),
        act("commission", json!({"act": "commission-approve"})),
    ];
    for (who, act) in hidden {
        house.act(&review, who, act.clone()).await.is(201);
        assert_eq!(asked(&house, &review).await, told, "after {act}");
    }
}

#[tokio::test]
async fn a_provider_is_shown_number_and_name_and_what_is_awaited_of_it() {
    let house = House::new();
    let body = json!({"kind": "procurement",
        "subject": {"title": "采购", "provider": "kewei", "budget": "预算九千万"},
        "answers": {"no_state_secrets": true}});
    let filing = house.post("/api/v1/filings", "party", body).await.is(201);
    let path = format!("/api/v1/filings/{}/submit", filing["id"].as_str().unwrap());
    let without = json!({"without": ["declaration", "analysis", "documents"]});
    let opened = house.post(&path, "party", without).await.is(201);
    let review = opened["review"].as_str().unwrap();
    house.declares(review, "officer", false).await;
    // Its name in a filing tells it nothing, nor does the opening of what another filed.
    house.act(review, "party", json!({"act": "complete-filing", "position": 1})).await.is(201);
    house.act(review, "officer", json!({"act": "open-review", "position": 2})).await.is(201);
    let rows = house.get("/api/v1/reviews", "provider").await.is(200);
    assert_eq!(rows["reviews"], json!([]));
    let docket = format!("/api/v1/reviews/{review}/docket");
    house.get(&docket, "provider").await.refuses(404, "not-found");
    let asks = json!({"act": "request-supplement", "what": "源代码", "of": "provider",
                      "position": 3});
    house.act(review, "officer", asks).await.is(201);
    house.get(&docket, "provider").await.is(200);
    let rows = house.get("/api/v1/reviews", "provider").await.is(200);
    let row = &rows["reviews"][0];
    for hidden in ["step", "due", "latest", "conclusion"] {
        assert_eq!(row[hidden], Value::Null, "{hidden}");
    }
    assert_eq!(row["waiting_for"], json!(["provider"]));
    // What a filing says is not searched by those who may know only that it is there.
    for who in ["provider", "officer", "clerk"] {
        let found = house.get("/api/v1/reviews?q=%E4%B9%9D%E5%8D%83%E4%B8%87", who).await.is(200);
        assert_eq!(found["reviews"], json!([]), "{who}");
    }
}

#[tokio::test]
async fn a_provider_learns_of_a_review_of_its_product_when_it_is_opened() {
    let house = House::new();
    for (object, told) in [("product", 1), ("data-processing", 0)] {
        let asks = json!({"act": "ask-ex-officio", "object": object, "what": "某型路由器",
                          "provider": "kewei"});
        let opened = house.post("/api/v1/reviews", "mps", asks).await.is(201);
        let review = opened["review"].as_str().unwrap();
        house.declares(review, "officer", false).await;
        let path = format!("/api/v1/reviews/{review}/docket");
        for (who, act) in [
            ("officer", json!({"act": "submit-to-commission", "because": "x", "position": 1})),
            ("commission", json!({"act": "commission-approve", "position": 2})),
        ] {
            house.act(review, who, act).await.is(201);
            house.get(&path, "provider").await.refuses(404, "not-found");
        }
        let opens = json!({"act": "open-review", "position": 3});
        house.act(review, "officer", opens).await.is(201);
        let status = if told == 1 { 200 } else { 404 };
        assert_eq!(house.get(&path, "provider").await.status, status, "{object}");
    }
}
