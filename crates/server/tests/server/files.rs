//! Files of a running review: sent, named by an act, read by whoever may read that act.

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::House;

async fn send(house: &House, review: &str, who: &str, name: &str, text: &str) -> String {
    let path = format!("/api/v1/reviews/{review}/files?name={name}");
    let media = [("content-type", "text/plain")];
    let sent = house.raw("POST", &path, who, Body::from(text.to_owned()), &media).await.is(201);
    assert_eq!(sent["bytes"], text.len());
    sent["id"].as_str().unwrap().to_owned()
}

/// A review whose party was asked for a supplement; the position for the next act.
async fn asked_for_a_supplement(house: &House) -> (String, u64) {
    let review = house.filed("party").await;
    house.act(&review, "officer", json!({"act": "open-review", "position": 1})).await.is(201);
    let request = json!({"act": "request-supplement", "what": "来源清单", "position": 2});
    house.act(&review, "officer", request).await.is(201);
    (review, 3)
}

#[tokio::test]
async fn an_act_hands_in_the_files_it_names() {
    let house = House::new();
    let (review, position) = asked_for_a_supplement(&house).await;
    let id = send(&house, &review, "party", "list.txt", "来源清单全文").await;
    let files = format!("/api/v1/reviews/{review}/files");
    let one = format!("{files}/{id}");
    let own = house.get(&files, "party").await.is(200);
    assert_eq!(own["files"], json!([]));
    assert_eq!(own["waiting"][0]["id"], id.as_str());
    let before = house.get(&files, "officer").await.is(200);
    assert_eq!(before, json!({"files": [], "waiting": []}));
    house.get(&one, "officer").await.refuses(404, "not-found");

    let supply = json!({"act": "supply-supplement", "position": position, "files": [id]});
    let done = house.act(&review, "party", supply.clone()).await.is(201);
    assert_eq!(done["entry"]["files"][0]["name"], "list.txt");
    let after = house.get(&files, "officer").await.is(200);
    assert_eq!(after["files"][0]["entry"], position + 1);
    assert_eq!(house.get(&one, "officer").await.text(), "来源清单全文");
    assert_eq!(house.get(&one, "party").await.text(), "来源清单全文");
    house.get(&one, "other").await.refuses(404, "not-found");
    house.get(&one, "").await.refuses(401, "not-signed-in");

    // On record it is neither taken back nor handed in a second time.
    let taken_back = house.send("DELETE", &one, "party", Value::Null).await;
    taken_back.refuses(409, "on-record");
    let note = json!({"act": "commit", "what": "x", "position": position + 1, "files": [id]});
    let again = house.act(&review, "party", note).await.refuses(422, "invalid");
    assert_eq!(again["faults"][0]["pointer"], "/files/0");
}

#[tokio::test]
async fn nobody_hands_in_what_another_sent() {
    let house = House::new();
    let (review, position) = asked_for_a_supplement(&house).await;
    let theirs = send(&house, &review, "officer", "note.txt", "内部").await;
    let supply = json!({"act": "supply-supplement", "position": position, "files": [theirs]});
    house.act(&review, "party", supply).await.refuses(422, "invalid");
    let twice = send(&house, &review, "party", "a.txt", "a").await;
    let supply = json!({"act": "supply-supplement", "position": position, "files": [twice, twice]});
    let refused = house.act(&review, "party", supply).await.refuses(422, "invalid");
    assert_eq!(refused["faults"][0]["pointer"], "/files/1");
    let docket = house.get(&format!("/api/v1/reviews/{review}"), "party").await.is(200);
    assert_eq!(docket["position"], position, "nothing was recorded");
}

#[tokio::test]
async fn what_no_act_names_is_taken_back() {
    let house = House::new();
    let (review, _) = asked_for_a_supplement(&house).await;
    let id = send(&house, &review, "party", "a.txt", "draft").await;
    let one = format!("/api/v1/reviews/{review}/files/{id}");
    house.send("DELETE", &one, "officer", Value::Null).await.refuses(404, "not-found");
    house.send("DELETE", &one, "party", Value::Null).await.is(204);
    house.get(&one, "party").await.refuses(404, "not-found");
    let path = format!("/api/v1/reviews/{review}/files?name=x");
    let stranger = house.raw("POST", &path, "other", Body::from("x"), &[]).await;
    stranger.refuses(404, "not-found");
}

#[tokio::test]
async fn a_letter_of_a_unit_is_read_by_the_office_and_no_other_unit() {
    let house = House::new();
    let (review, position) = asked_for_a_supplement(&house).await;
    let supply = json!({"act": "supply-supplement", "position": position});
    house.act(&review, "party", supply).await.is(201);
    let propose = json!({"act": "propose", "conclusion": "pass", "position": position + 1});
    house.act(&review, "officer", propose).await.is(201);
    let letter = send(&house, &review, "miit", "opinion.txt", "同意").await;
    let reply = json!({"act": "reply", "opinion": "agree", "position": position + 2,
                       "files": [letter]});
    house.act(&review, "miit", reply).await.is(201);
    let one = format!("/api/v1/reviews/{review}/files/{letter}");
    assert_eq!(house.get(&one, "officer").await.text(), "同意");
    house.get(&one, "mps").await.refuses(404, "not-found");
    house.get(&one, "party").await.refuses(404, "not-found");
}
