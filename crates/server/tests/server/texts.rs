//! Texts that mislead their reader, or that may not be here at all.

use axum::body::Body;
use serde_json::{Value, json};

use crate::house::House;

fn filing(subject: Value) -> Value {
    json!({"kind": "procurement", "subject": subject, "answers": {"no_state_secrets": true}})
}

async fn pointers(house: &House, path: &str, who: &str, body: Value) -> Vec<String> {
    let refused = house.post(path, who, body).await.refuses(422, "invalid");
    let faults = refused["faults"].as_array().unwrap().clone();
    faults.iter().map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn controls_and_turned_directions_are_told_with_their_place() {
    let house = House::new();
    let filings = "/api/v1/filings";
    let cases = [
        (json!({"title": "采购\u{202E}exe"}), "/subject/title"),
        (json!({"title": "采购\n交换机"}), "/subject/title"),
        (json!({"title": "采购", "a\u{2066}b": 1}), "/subject/a\u{2066}b"),
        (json!({"title": "采购", "list": ["x", "bell\u{7}"]}), "/subject/list/1"),
    ];
    for (subject, at) in cases {
        assert_eq!(pointers(&house, filings, "party", filing(subject)).await, [at]);
    }
    // Beside whatever else is wrong: every fault at once.
    let mut strange = filing(json!({"title": "采购\u{202E}exe"}));
    strange["kind"] = json!("nonsense");
    let both = pointers(&house, filings, "party", strange).await;
    assert_eq!(both, ["/subject/title", "/kind"]);
    // Paragraphs are no fault where paragraphs belong.
    let long = filing(json!({"title": "采购", "description": "第一段\r\n\t第二段"}));
    house.post(filings, "party", long).await.is(201);
    let review = house.filed("party").await;
    let acts = format!("/api/v1/reviews/{review}/acts");
    let note = json!({"act": "note", "text": "见\u{202E}附件", "position": 1});
    assert_eq!(pointers(&house, &acts, "officer", note).await, ["/text"]);
    let account = json!({"login": "li", "name": "李\u{200B}四", "organisation": "office"});
    assert_eq!(pointers(&house, "/api/v1/accounts", "admin", account).await, ["/name"]);
}

#[tokio::test]
async fn a_marking_of_secrecy_is_stopped_in_words_and_names_too() {
    let house = House::new();
    let reason = "state-secret-marking";
    for marking in ["机密★", "機密★ 十年", "绝 密　★", "秘\u{200B}密★"] {
        let marked = filing(json!({"title": "采购", "description": format!("见{marking}附件")}));
        house.post("/api/v1/filings", "party", marked).await.refuses(422, reason);
    }
    let review = house.filed("party").await;
    let note = json!({"act": "note", "text": "机密★", "position": 1});
    house.act(&review, "officer", note).await.refuses(422, reason);
    let docket = house.get(&format!("/api/v1/reviews/{review}/docket"), "officer").await.is(200);
    assert_eq!(docket["entries"].as_array().unwrap().len(), 1, "nothing is recorded");
    let draft = house.draft("party").await;
    let named = "%E6%9C%BA%E5%AF%86%E2%98%85.pdf";
    let path = format!("/api/v1/filings/{draft}/materials/other?name={named}");
    let media = [("content-type", "application/pdf")];
    house.raw("PUT", &path, "party", Body::from("%PDF"), &media).await.refuses(422, reason);
    let path = format!("/api/v1/filings/{draft}/materials/other?name=a.txt");
    let body = Body::from("甲\n機　密 ★ 一年\n乙");
    let media = [("content-type", "text/plain")];
    house.raw("PUT", &path, "party", body, &media).await.refuses(422, reason);
    let plain = filing(json!({"title": "采购", "description": "机密、绝密文件另行报送。★"}));
    house.post("/api/v1/filings", "party", plain).await.is(201);
}
