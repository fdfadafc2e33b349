//! Who may see a docket in outline and no more.

use serde_json::{Value, json};

use crate::house::House;

#[tokio::test]
async fn auditor_and_clerk_see_what_was_done_and_no_word_of_it() {
    let house = House::new();
    let review = house.filed("party").await;
    let open = json!({"act": "open-review", "because": "影响供应链", "position": 1});
    house.act(&review, "officer", open).await.is(201);
    let path = format!("/api/v1/reviews/{review}/docket");
    for who in ["auditor", "clerk"] {
        let list = house.get("/api/v1/reviews", who).await.is(200);
        assert_eq!(list["reviews"].as_array().unwrap().len(), 1, "{who}");
        let docket = house.get(&path, who).await.is(200);
        let entries = docket["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 2, "{who}");
        assert_eq!(entries[1]["command"], json!({"act": "open-review"}), "{who}");
        assert_eq!(
            (&entries[1]["actor"], &entries[1]["withheld"]),
            (&json!("office"), &json!(true))
        );
        assert!(!docket.to_string().contains("影响供应链"), "{docket}");
        assert_eq!(docket["consulted"], json!([]), "{who}");
        let markdown = [("accept", "text/markdown")];
        let page = house.send_with("GET", &path, who, Value::Null, &markdown).await;
        page.refuses(403, "not-permitted");
        house.get(&format!("/api/v1/reviews/{review}"), who).await.refuses(403, "not-permitted");
    }
}

#[tokio::test]
async fn who_must_declare_gets_no_outline_instead() {
    let house = House::new();
    let filing = house.draft("party").await;
    let path = format!("/api/v1/filings/{filing}/submit");
    let submitted = house.post(&path, "party", Value::Null).await.is(201);
    let path = format!("/api/v1/reviews/{}/docket", submitted["review"].as_str().unwrap());
    let refused = house.get(&path, "officer").await.refuses(403, "not-permitted");
    assert_eq!(refused["policy"], "declare-before-content");
}
